"""Rows become facts: everything a rule may know about a claim, gathered in one place."""

from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from compliance import fact_record
from compliance.categories import Category
from compliance.facts import Claim, Payment, PaymentMethod, VatClaim
from ledger import standing
from service import texts
from service.asked import Question
from service.facts import appeals, money, surroundings, terms, voucher
from service.permissions import Actor
from service.tables import ClaimRow, InvoiceRow

_TERMS_AND_VOUCHER: Final = Question(
    terms.question().add_columns(*voucher.columns(), *appeals.columns())
)


def gather(session: Session, actor: Actor, claim: ClaimRow, invoice: InvoiceRow) -> Claim:
    """Give the facts of a claim as they stand now; the day is the actor's.

    Neither the claim nor the invoice need be stored: one only thought of is asked about alike.
    """
    session.flush()
    connection = session.connection()
    asked = terms.values(actor, claim, invoice) | voucher.values(invoice) | appeals.values(claim)
    row = _TERMS_AND_VOUCHER.one(connection, **asked)
    around, seen, appealed = terms.of(row, claim), voucher.of(row, invoice), appeals.of(row)
    hand = standing.at_hand(connection, claim.employer_id, around.grant)
    counted_on = claim.cost_on or seen.read.issue_date or actor.today
    agreed = texts.agreed_list(around.versions, counted_on)
    in_force = texts.library(session).in_force(agreed, counted_on)
    days = in_force.standards.limits.split_days
    beside = surroundings.of(connection, claim, invoice, seen.read, days)
    approved_on = around.agreement.approved_on
    before = money.claimed_before_approval(connection, claim, approved_on, counted_on)
    return Claim(
        today=actor.today,
        texts=in_force,
        category=Category(claim.category) if claim.category else None,
        amount=claim.amount,
        invoice=seen.read,
        employer=around.employer,
        agreement=replace(around.agreement, negative_list=agreed),
        position=money.position(claim, hand),
        cost_on=claim.cost_on,
        statement=claim.statement,
        evidence=frozenset(claim.evidence),
        others=beside.others,
        standing=replace(
            around.standing, closed_through=hand.closed_through, pre_project_claimed=before
        ),
        team=around.team,
        plan_item=around.plan_item,
        event=fact_record.event_of(claim.event) if claim.event else None,
        payment=Payment(PaymentMethod(claim.payment), claim.payee),
        vat=VatClaim(claim.vat),
        hands=around.hands,
        original=seen.original,
        verification=seen.verification,
        red_letters=beside.red_letters,
        nearby=beside.nearby,
        usual=beside.usual,
        refunds=money.refunds(connection, hand.book, seen.read),
        listed=beside.listed,
        rulings=appeals.rulings(appealed),
        days_appealed=appeals.days(appealed, actor.today),
    )
