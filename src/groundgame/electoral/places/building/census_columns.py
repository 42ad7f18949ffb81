"""The published columns of the census that each of our columns adds up.

Tenure, homes, rooms and deprivation count households; the others count residents.
"""

COUNTS = {
    "residents": ("census_population",),
    "age_0_15": ("age: Aged 15 years and under",),
    "age_16_24": ("age: Aged 16 to 24 years",),
    "age_25_34": ("age: Aged 25 to 34 years",),
    "age_35_49": ("age: Aged 35 to 49 years",),
    "age_50_64": ("age: Aged 50 to 64 years",),
    "age_65_over": ("age: Aged 65 years and over",),
    "ethnicity_asian": ("eth: Asian, Asian British or Asian Welsh",),
    "ethnicity_black": ("eth: Black, Black British, Black Welsh, Caribbean or African",),
    "ethnicity_mixed": ("eth: Mixed or Multiple ethnic groups",),
    "ethnicity_other": ("eth: Other ethnic group",),
    "ethnicity_white": ("eth: White",),
    "tenure_owned_outright": ("tenure: Owned: Owns outright",),
    "tenure_mortgaged": ("tenure: Owned: Owns with a mortgage or loan",),
    "tenure_shared_ownership": ("tenure: Shared ownership: Shared ownership",),
    "tenure_private_rented": (
        "tenure: Private rented: Private landlord or letting agency",
        "tenure: Private rented: Other private rented",
    ),
    "tenure_rent_free": ("tenure: Lives rent free",),
    "tenure_council_rented": ("tenure: Social rented: Rents from council or Local Authority",),
    "tenure_other_social_rented": ("tenure: Social rented: Other social rented",),
    "religion_christian": ("relig: Christian",),
    "religion_muslim": ("relig: Muslim",),
    "religion_hindu": ("relig: Hindu",),
    "religion_jewish": ("relig: Jewish",),
    "religion_sikh": ("relig: Sikh",),
    "religion_buddhist": ("relig: Buddhist",),
    "religion_other": ("relig: Other religion",),
    "religion_none": ("relig: No religion",),
    "religion_not_answered": ("relig: Not answered",),
    "home_detached": ("hh: Detached",),
    "home_semi_detached": ("hh: Semi-detached",),
    "home_terraced": ("hh: Terraced",),
    "home_purpose_built_flat": ("hh: In a purpose-built block of flats or tenement",),
    "home_converted_flat": (
        "hh: Part of a converted or shared house, including bedsits",
        "hh: Part of another converted building, for example, former school, church or warehouse",
    ),
    "home_in_commercial_building": (
        "hh: In a commercial building, for example, in an office building, hotel or over a shop",
    ),
    "home_caravan": ("hh: A caravan or other mobile or temporary structure",),
    "overcrowded": ("occ: -2 or less (overcrowded)", "occ: -1 (overcrowded)"),
    "rooms_ideal": ("occ: 0 (ideal)",),
    "under_occupied": ("occ: +1 (under-occupied)", "occ: +2 or more (under-occupied)"),
    "deprived_in_0": ("dep: Household is not deprived in any dimension",),
    "deprived_in_1": ("dep: Household is deprived in one dimension",),
    "deprived_in_2": ("dep: Household is deprived in two dimensions",),
    "deprived_in_3": ("dep: Household is deprived in three dimensions",),
    "deprived_in_4": ("dep: Household is deprived in four dimensions",),
    "disabled": ("dis: Disabled under the Equality Act",),
    "not_disabled": ("dis: Not disabled under the Equality Act",),
}

SCORES = {"deprivation_score": "imd2025_score_popw", "income_deprived_share": "imd2025_income_popw"}
