"""Who may vote, letters to those shut out, appeals and the panel that hears them."""

from django.urls import path

from groundgame.campaign.selections.views import appealing, appeals, electorate, letters, panel

urlpatterns = [
    path("appeal/", appealing.appeal, name="appeal"),
    path("hearings/", appeals.hearings, name="hearings"),
    path("<int:pk>/electorate/", electorate.electorate, name="electorate"),
    path("<int:pk>/electorate/anew/", electorate.fix_anew, name="fix_anew"),
    path("<int:pk>/electorate/letters/", letters.printed, name="printed_letters"),
    path("<int:pk>/electorate/letters/send/", letters.send, name="send_letters"),
    path("<int:pk>/electorate/letters/posted/", letters.posted, name="posted_letters"),
    path("<int:pk>/electorate/letters/<int:letter>/", letters.letter, name="letter"),
    path("<int:pk>/electorate/<int:entry>/", electorate.entry, name="entry"),
    path("<int:pk>/electorate/<int:entry>/shut-out/", electorate.shut_out, name="shut_out"),
    path("<int:pk>/electorate/<int:entry>/appeal/", electorate.appeal_for, name="appeal_for"),
    path("<int:pk>/sections/<int:section>/eligibility/", electorate.eligibility, name="eligibility"),
    path("<int:pk>/sections/<int:section>/enter/<int:member>/", electorate.enter_outsider, name="enter_outsider"),
    path("<int:pk>/appeals/", appeals.appeals, name="appeals"),
    path("<int:pk>/appeals/panel/", panel.name, name="name_to_panel"),
    path("<int:pk>/appeals/panel/how/", panel.hear_so, name="hear_so"),
    path("<int:pk>/appeals/panel/<int:place>/take-off/", panel.take_off, name="take_off_panel"),
    path("<int:pk>/appeals/<int:appeal>/", appeals.case, name="case"),
    path("<int:pk>/appeals/<int:appeal>/find/", appeals.find, name="find"),
    path("<int:pk>/appeals/<int:appeal>/interest/", appeals.interest, name="interest"),
]
