"""Voting by a code, which needs no account; the scrutineers; what is published."""

from django.urls import path

from groundgame.campaign.selections.views import ballot, codes, holding, paper_entry, published, scrutiny

urlpatterns = [
    path("vote/", ballot.vote, name="vote"),
    path("vote/cast/", ballot.cast, name="cast"),
    path("published/<int:pk>/", published.published, name="published"),
    path("published/<int:pk>/<int:form>/<slug:kind>/", published.listing, name="listing"),
    path("scrutinies/", scrutiny.scrutinies, name="scrutinies"),
    path("<int:pk>/ballot/", holding.ballot, name="ballot"),
    path("<int:pk>/ballot/hold/", holding.hold, name="hold_ballot"),
    path("<int:pk>/ballot/open-without/", holding.open_without, name="open_without"),
    path("<int:pk>/ballot/scrutineers/", holding.name, name="name_scrutineer"),
    path("<int:pk>/ballot/scrutineers/<int:scrutineer>/drop/", scrutiny.drop, name="drop_scrutineer"),
    path("<int:pk>/ballot/codes/send/", codes.send, name="send_codes"),
    path("<int:pk>/ballot/codes/print/", codes.print_, name="print_codes"),
    path("<int:pk>/ballot/codes/again/", codes.again, name="code_again"),
    path("<int:pk>/paper-votes/", paper_entry.paper_votes, name="paper_votes"),
    path("<int:pk>/paper-votes/mark/", paper_entry.mark, name="mark_paper"),
    path("<int:pk>/paper-votes/unmark/", paper_entry.unmark, name="unmark_paper"),
    path("<int:pk>/paper-votes/new/", paper_entry.new_batch, name="new_batch"),
    path("<int:pk>/paper-votes/<int:batch>/", paper_entry.batch, name="batch"),
    path("<int:pk>/paper-votes/<int:batch>/drop/", paper_entry.drop_batch, name="drop_batch"),
    path("<int:pk>/scrutineer/", scrutiny.scrutineer, name="scrutineer"),
    path("<int:pk>/scrutineer/key/", scrutiny.keep_key, name="keep_key"),
    path("<int:pk>/scrutineer/sealed/", scrutiny.sealed_shares, name="sealed_shares"),
    path("<int:pk>/scrutineer/opened/", scrutiny.opened_shares, name="opened_shares"),
    path("<int:pk>/scrutineer/own/", scrutiny.own_shares, name="own_shares"),
]
