"""Addresses, the electors who live there, and their telephone numbers."""

import phonenumbers
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, Upper


class Address(models.Model):
    """One front door.

    `key` is the normalised text that tells it from every other in the borough; it begins with the postcode without its
    space, so that a postcode's doors stand together. `number` and `number_suffix` are those of the house, so that sides
    and order of a street can be told; `flat` is what stands before it. The columns that are searched by their beginning
    compare byte by byte ("C"), whatever the server's language is.
    """

    borough = models.CharField(max_length=9)
    ward = models.CharField(max_length=9)
    polling_district = models.CharField(max_length=8)
    key = models.CharField(max_length=200, db_collation="C")
    lines = models.CharField(max_length=300)
    street = models.CharField(max_length=100, db_collation="C")
    number = models.IntegerField(null=True)
    number_suffix = models.CharField(max_length=8, blank=True)
    flat = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=8)
    uprn = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "borough"], name="address_once_a_borough")]
        indexes = [models.Index(Upper("street"), "number", name="address_street")]

    def __str__(self) -> str:
        return f"{self.lines}, {self.postcode}"


class Elector(models.Model):
    """A person, matched from register to register by address and name.

    `polling_district` and `elector_number` are those of the newest register that names the person, kept here for lists;
    the register entries are the truth. `name_key` is the name as it is matched ("SMITH|ANN", and "SMITH|ANN#2" for a
    second person of that name at the address); an anonymous entry has none. `date_of_attainment` stands only for
    attainers. `left_at` is the date of the first register that no longer names the person.
    """

    borough = models.CharField(max_length=9)
    ward = models.CharField(max_length=9)
    address = models.ForeignKey(Address, models.PROTECT, null=True, related_name="electors")
    name_key = models.CharField(max_length=170, db_collation="C", blank=True)
    forename = models.CharField(max_length=80, blank=True)
    surname = models.CharField(max_length=80, blank=True)
    polling_district = models.CharField(max_length=8)
    elector_number = models.CharField(max_length=24)
    franchise_markers = models.CharField(max_length=8, blank=True)
    date_of_attainment = models.DateField(null=True)
    joined_at = models.DateField()
    left_at = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                # In this order it also finds those of a name in a borough.
                fields=["borough", "name_key", "address"],
                condition=Q(left_at=None),
                name="elector_once_an_address",
            )
        ]
        # Of the ward alone it is a sixth as large as with the id behind it, and a ward is soon sorted.
        indexes = [models.Index(fields=["ward"], name="elector_ward")]

    def __str__(self) -> str:
        return f"{self.forename} {self.surname}".strip()


class TelephoneNumber(models.Model):
    """A number that reaches an elector, in E.164.

    `tps_since` is the day the number joined the Telephone Preference Service; PECR 2003 reg. 21 bars a call once it has
    been there 28 days, unless this person agreed to be rung: `consented_at`, which the database takes from the ledger
    of consents alone. `source` says where the number came from, `added_at` when we took it (if known). `unscreened` is
    one that came after the borough's numbers were first held against a TPS file, and against no file since: the
    database marks it so, and the next screening takes it off.
    """

    borough = models.CharField(max_length=9)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="telephone_numbers", db_index=False)
    e164 = models.CharField(max_length=16)
    tps_since = models.DateField(null=True)
    consented_at = models.DateTimeField(null=True)
    wrong_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=60)
    added_at = models.DateTimeField(null=True, db_default=Now())
    unscreened = models.BooleanField(db_default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["elector", "e164"], name="telephone_once_an_elector")]
        indexes = [
            models.Index(fields=["e164"], name="telephone_e164"),
            models.Index(fields=["borough"], condition=Q(unscreened=True), name="telephone_unscreened"),
        ]

    def __str__(self) -> str:
        return self.e164

    @property
    def national(self) -> str:
        """The number as people here write it and dial it: 020 7946 0000."""
        try:
            return phonenumbers.format_number(phonenumbers.parse(self.e164), phonenumbers.PhoneNumberFormat.NATIONAL)
        except phonenumbers.NumberParseException:
            return self.e164
