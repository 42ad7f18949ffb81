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


class Question(models.Model):
    """One question. `key` ties it to the same question of other scripts (`voting_intention`, `promise`)."""

    script = models.ForeignKey(Script, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40, allow_unicode=False)
    text = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["script", "position"], name="question_position"),
            models.UniqueConstraint(fields=["script", "key"], name="question_key"),
        ]


class AnswerOption(models.Model):
    """One answer that a question offers. `value` is what the contact log keeps."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    value = models.SlugField(max_length=40)
    label = models.CharField(max_length=60)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["question", "value"], name="option_value")]
