"""What a caller says and asks."""

from django.db import models


class Script(models.Model):
    """The words of a session: an opening, questions with their answers inline, and a closing."""

    name = models.CharField(max_length=100)
    area = models.CharField(max_length=9)
    opening = models.TextField()
    closing = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def shown_questions(self) -> "list[Question]":
        """Return the questions that are asked now, in their order."""
        questions = self.questions.prefetch_related("options")
        return [question for question in questions if not question.retired]


class Question(models.Model):
    """One question. `key` ties it to the same question of other scripts (`voting_intention`, `promise`).

    A retired question or answer is no longer shown; it stands, so that a page opened before can still be saved.
    """

    script = models.ForeignKey(Script, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40, allow_unicode=False)
    text = models.TextField()
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["script", "key"], name="question_key")]

    @property
    def shown_options(self) -> "list[AnswerOption]":
        """Return the answers that are offered now, in their order."""
        return [option for option in self.options.all() if not option.retired]


class AnswerOption(models.Model):
    """One answer that a question offers. `value` is what the contact log keeps."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    value = models.SlugField(max_length=40)
    label = models.CharField(max_length=60)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["question", "value"], name="option_value")]
