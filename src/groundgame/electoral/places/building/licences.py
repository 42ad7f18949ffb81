"""The licences that the tables' sources are published under, by the names that the manifest gives them."""

OGL = "Open Government Licence v3.0"
OPL = "Open Parliament Licence v3.0"
CC_BY_SA = "CC BY-SA 4.0"
