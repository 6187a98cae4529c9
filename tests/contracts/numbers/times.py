"""Times, contacts, control charts, freshness."""

import re
from datetime import datetime, timedelta
from statistics import mean, median
from typing import Any
from zoneinfo import ZoneInfo

from quality.metrics import charts
from quality.metrics.contacts import (
    FIRST_CONTACT,
    first_contact,
    first_contact_rate,
    handoffs,
    is_same_day,
    same_day_rate,
)
from quality.metrics.methods import freshness
from quality.metrics.survival import Curve, incidence, kaplan_meier, log_rank
from tests.contracts.numbers.registry import Found, Inputs, computes

_AT = re.compile(
    r"^(?P<what>share_resolved_by|share_within|S|cif_\w+?_by|one_minus_km_by|p|share_open_at)_?(?P<n>[\d.]+)"
)


@computes("time to", given="days verified")
def time_to_resolution(i: Inputs, asked: Found) -> Found:
    return _curve(i["days"], i["verified"], asked)


@computes("time to", given="days event")
def time_to_event(i: Inputs, asked: Found) -> Found:
    return _curve(i["days"], i["event"], asked) if "group" not in i else {}


@computes("time to", "first response", given="hours responded")
def time_to_response(i: Inputs, asked: Found) -> Found:
    return _curve(i["hours"], i["responded"], asked)


@computes("competing", "time to", given="days code")
def competing(i: Inputs, asked: Found) -> Found:
    days, codes = i["days"], i["code"]
    curve = kaplan_meier(days, [code == 1 for code in codes])
    found: Found = {}
    for key, what, at in _points(asked):
        if what.startswith("cif"):
            found[key] = incidence(days, codes, 1 if "verified" in what else 2, at)
        elif what == "one_minus_km_by":
            found[key] = curve.done_by(at)
    return found


@computes("before/after", "log-rank", "comparison of time", given="days event group")
def before_after(i: Inputs, _: Found) -> Found:
    found = log_rank(i["days"], i["event"], i["group"])
    return {"chi2": found and found.chi_square, "p": found and found.p_value}


@computes("first-contact", given="now issues")
def first_contact_resolution(i: Inputs, asked: Found) -> Found:
    found: Found = {}
    windows = {int(m.group()) for key in asked if (m := re.search(r"\d+$", key))} | {7, 14, 30}
    for days in windows:
        labels = {
            issue["id"]: first_contact(
                [_moment(at) for at in issue["contacts"]],
                is_claimed=issue["claimed_resolved"],
                now=_moment(i["now"]),
                window=timedelta(days=days),
            )
            for issue in i["issues"]
        }
        rate = first_contact_rate(labels.values())
        found |= {f"fcr{days}": rate.rate, f"num{days}": rate.successes, f"den{days}": rate.n}
        found |= {f"wilson{days}": rate.interval, f"labels{days}": labels}
        assert rate.successes == sum(label == FIRST_CONTACT for label in labels.values())
    return found


@computes("same-day", given="tz pairs")
def same_day(i: Inputs, _: Found) -> Found:
    zone = ZoneInfo(i["tz"])
    pairs = [(_moment(opened), _moment(done) if done else None) for opened, done in i["pairs"]]
    rate = same_day_rate(pairs, zone)
    return {"same_day": [is_same_day(*pair, zone) for pair in pairs], "rate": rate.rate, "wilson": rate.interval}


@computes("handoff", given="people")
def handoff(i: Inputs, _: Found) -> Found:
    found = handoffs(i["people"])
    if found is None:
        return dict.fromkeys(("mean_handoffs", "share_one_person", "max_people", "alarm_8"))
    return {
        "mean_handoffs": found.mean,
        "share_one_person": found.one_person,
        "max_people": found.largest,
        "alarm_8": found.is_alarm,
    }


@computes("freshness", given="pairs")
def survey_freshness(i: Inputs, _: Found) -> Found:
    lights = [freshness(_moment(last) if last else None, _moment(now)) for last, now in i["pairs"]]
    return {"result": [{"age_days": light.age_days, "light": light.light} for light in lights]}


@computes("p chart", "laney", given="defects n")
def share_charts(i: Inputs, _: Found) -> Found:
    defects, n, baseline = i["defects"], i["n"], i.get("baseline_weeks")
    plain, laney = charts.p_chart(defects, n, baseline), charts.laney_chart(defects, n, baseline)
    if plain is None or laney is None:
        return dict.fromkeys(("p_bar", "sigma_z", "p_limits", "laney_limits", "signal"))
    last, week, limits = len(n) - 1, len(n), plain.limits[-1]
    return {
        "p_bar": plain.centre,
        "sigma_z": plain.sigma_z,
        "p_limits": limits,
        "laney_limits": laney.limits[-1],
        "false_alarms_p": sum(plain.signals),
        "signals_p": sum(plain.signals),
        "signals_laney": sum(laney.signals),
        f"ucl_week{week}": limits and limits.upper,
        f"lcl_week{week}": limits and limits.lower,
        f"p_week{week}": defects[last] / n[last] if n[last] else None,
        "signal": plain.signals[last],
        f"signal_week{week}": plain.signals[last],
    }


@computes("xmr", given="values")
def xmr(i: Inputs, _: Found) -> Found:
    found = charts.xmr_chart(i["values"], i.get("baseline"))
    if found is None:
        return dict.fromkeys(("mean", "mr_bar", "unpl", "lnpl", "mr_upper"))
    return {
        "mean": found.centre,
        "mr_bar": found.mean_range,
        "unpl": found.limits.upper,
        "lnpl": found.limits.lower,
        "mr_upper": found.range_limit,
        **{f"signal_week{week}": signal for week, signal in enumerate(found.signals, start=1)},
        "signals": sum(found.signals),
    }


def _curve(times: list[float], ended: list[int], asked: Found) -> Found:
    curve = kaplan_meier(times, [bool(end) for end in ended])
    done = [time for time, end in zip(times, ended, strict=True) if end]
    found: Found = {
        "n": curve.n,
        "events": curve.events,
        "km_median": curve.quantile(),
        "km_median_ci": curve.quantile_interval(),
        "naive_median_of_solved_only": median(done) if done else None,
        "naive_mean_of_solved_only": mean(done) if done else None,
        "mean_of_responded_only": mean(done) if done else None,
    }
    return found | {key: _at(curve, what, at, key) for key, what, at in _points(asked)}


def _at(curve: Curve, what: str, at: float, key: str) -> Any:
    if what == "p":
        return curve.quantile(at / 100)
    if what == "S":
        return curve.band_at(at) if key.endswith("_ci") else curve.open_at(at)
    return curve.open_at(at) if what == "share_open_at" else curve.done_by(at)


def _points(asked: Found) -> list[tuple[str, str, float]]:
    matches = ((key, _AT.match(key)) for key in asked)
    return [(key, match["what"], float(match["n"])) for key, match in matches if match]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
