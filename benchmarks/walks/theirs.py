"""Routes past the same places by PyVRP: open at both ends, as many walks as ours, as many doors a walk at most."""

import json
import sys
import time

import numpy as np
import pyvrp
from pyvrp.stop import MaxRuntime

SEED = 7
PER_METRE = 10
"""PyVRP counts in whole numbers: tenths of a metre."""


def main() -> None:
    said = json.load(sys.stdin)
    points, doors = np.array(said["points"]), said["doors"]
    began = time.perf_counter()
    far = np.zeros((len(points) + 1, len(points) + 1), dtype=np.int64)  # to the depot it is nowhere far: walks are open
    far[1:, 1:] = np.rint(np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) * PER_METRE)
    data = pyvrp.ProblemData(
        [pyvrp.Location(0, 0), *(pyvrp.Location(float(x), float(y)) for x, y in points)],
        [pyvrp.Client(index, [count]) for index, count in enumerate(doors, start=1)],
        [pyvrp.Depot(0)],
        [pyvrp.VehicleType(said["walks"], [said["most"]])],
        [far],
        [np.zeros_like(far)],
    )
    ready = time.perf_counter() - began
    result = pyvrp.solve(data, MaxRuntime(said["seconds"]), seed=SEED, collect_stats=False)
    routes = [[stop.idx for stop in route.schedule() if stop.is_client()] for route in result.best.routes()]
    json.dump({"routes": routes, "ready": ready, "feasible": result.is_feasible()}, sys.stdout)


if __name__ == "__main__":
    main()
