"""The room's addresses."""

from django.urls import path

from groundgame.campaign.strategy.views import (
    branch_hours,
    coming,
    coverage,
    doughnut,
    fortnight,
    happened,
    learning,
    now,
    places,
    plans,
    search,
    twinning,
    wards,
    why,
    winning,
)

app_name = "strategy"
urlpatterns = [
    path("now/", now.page, name="now"),
    path("now/wards/", wards.page, name="wards"),
    path("coverage/", coverage.page, name="coverage"),
    path("coverage/streets/", coverage.streets, name="coverage_streets"),
    path("doughnut/", doughnut.page, name="doughnut"),
    path("what-will-happen/", coming.page, name="coming"),
    path("how-do-we-win/", winning.page, name="winning"),
    path("how-do-we-win/firm/", winning.firm, name="firm"),
    path("how-do-we-win/why/", why.page, name="why"),
    path("plans/", plans.plans, name="plans"),
    path("plans/keep/", plans.keep, name="keep_plan"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/redo/", plans.redo, name="redo_plan"),
    path("plans/<int:pk>/put-in-force/", plans.put_in_force, name="put_in_force"),
    path("plans/<int:pk>/withdraw/", plans.withdraw, name="withdraw_plan"),
    path("plans/<int:pk>/who-goes-where/", twinning.page, name="twinning"),
    path("planned-work/<int:pk>/take-up/", twinning.take_up, name="take_up"),
    path("planned-work/<int:pk>/give-back/", twinning.give_back, name="give_back"),
    path("branch-hours/", branch_hours.page, name="branch_hours"),
    path("branch-hours/load/", branch_hours.load, name="load_branch_hours"),
    path("branch-hours/volunteers.csv", branch_hours.download, name="branch_hours_csv"),
    path("your-fortnight/", fortnight.page, name="fortnight"),
    path("what-it-did/", learning.page, name="learning"),
    path("what-it-did/<int:pk>/work-out/", learning.work, name="work_out_trial"),
    path("what-happened/", happened.page, name="happened"),
    path("places/<str:code>/", places.page, name="place"),
    path("search/", search.page, name="search"),
]
