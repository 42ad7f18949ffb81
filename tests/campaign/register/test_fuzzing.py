"""No file makes a reader fail: it ends in sound rows or in a sentence.

`python benchmarks/fuzz_readers.py --seconds 600 --seed 1` does the same for longer, and counts.
"""

from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples import examples

from .fuzzing import READERS, read_as_register
from .mutations import SOFTWARES, Entry, file, spoilt_file

FILES, SEED = 200, 20261102
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


@settings(max_examples=examples(60), deadline=None, suppress_health_check=SLOW)
@given(st.randoms(use_true_random=False), st.sampled_from(READERS))
def test_a_spoilt_register_ends_in_rows_or_in_a_sentence(rng, read):
    read(spoilt_file(rng))


@settings(max_examples=examples(60), deadline=None, suppress_health_check=SLOW)
@given(st.binary(max_size=600), st.sampled_from(SOFTWARES), st.integers(0, 400), st.sampled_from(READERS))
def test_any_bytes_within_a_real_layout(noise, software, at, read):
    content = software.file([Entry(1, change="add"), Entry(2, "Delta", change="change")])
    read(content[:at] + noise + content[at:])


@settings(max_examples=examples(60), deadline=None, suppress_health_check=SLOW)
@given(st.text(max_size=400), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.sampled_from(READERS))
def test_any_text(text, encoding, read):
    read(text.encode(encoding, errors="replace"))


def test_what_is_not_spoilt_is_read():
    read = Counter(bool(read_as_register(file(Random(seed)))) for seed in range(60))
    assert read[True] > 24  # or the spoilt ones would try nothing but the first refusal


@pytest.mark.slow
def test_many_spoilt_files():
    came: Counter[str] = Counter()
    for number in range(FILES):
        content = spoilt_file(Random(f"{SEED}/{number}"))
        for read in READERS:
            try:
                came[read(content)] += 1
            except Exception as error:
                raise AssertionError(f"{read.__name__} fails on file {number} of seed {SEED}: {content!r}") from error
    layouts = {software.layout for software in SOFTWARES}
    assert layouts <= set(came)  # a reader that refuses everything would fail on nothing
