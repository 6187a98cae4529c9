"""Addresses of helpers, bookings and visits."""

from django.urls import path

from marketplace.views import booking, deciding, earning, ending, finding, visiting

app_name = "marketplace"

urlpatterns = [
    path("helpers/", finding.helpers, name="helpers"),
    path("helpers/<slug:slug>/", finding.helper, name="helper"),
    path("helpers/<slug:slug>/book/", booking.book, name="book"),
    path("bookings/", booking.bookings, name="bookings"),
    path("bookings/contested/", deciding.contested, name="contested"),
    path("bookings/<int:pk>/", booking.booking, name="booking"),
    path("bookings/<int:pk>/paid/", booking.booking_paid, name="booking_paid"),
    path("bookings/<int:pk>/cancel/", ending.cancel, name="cancel"),
    path("bookings/<int:pk>/leave/", ending.leave, name="leave"),
    path("bookings/<int:pk>/say/", ending.say, name="say"),
    path("bookings/<int:pk>/complain/", ending.complain, name="complain"),
    path("bookings/<int:pk>/decide/", deciding.decide, name="decide"),
    path("bookings/<int:pk>/miss/", ending.miss, name="miss"),
    path("helper/today/", visiting.today, name="today"),
    path("helper/visits/<int:pk>/accept/", visiting.accept, name="accept"),
    path("helper/visits/<int:pk>/decline/", visiting.decline, name="decline"),
    path("helper/visits/<int:pk>/check-in/", visiting.check_in, name="check_in"),
    path("helper/visits/<int:pk>/check-out/", visiting.check_out, name="check_out"),
    path("helper/visits/<int:pk>/hand-back/", visiting.hand_back, name="hand_back"),
    path("helper/money/", earning.money, name="money"),
    path("helper/money/onboard/", earning.onboard, name="onboard"),
]
