"""All pages on one application."""

from flask import Flask

from service.pages import (
    agreements,
    assets,
    bank,
    bank_bookings,
    bank_steps,
    bank_table,
    cases,
    claim,
    claim_list,
    claim_steps,
    closing,
    contact,
    crossings,
    desk,
    errors,
    exports,
    grant,
    group_robots,
    instalments,
    language,
    law_texts,
    ledger,
    letters,
    listings,
    messages,
    own_grant,
    plan_and_team,
    programme,
    reading,
    receipts,
    rectification,
    register_pages,
    related,
    report_list,
    rules,
    start,
    style_guide,
    surroundings,
    users,
    verification,
    writing,
)

BLUEPRINTS = (
    assets.blueprint,
    language.blueprint,
    messages.blueprint,
    contact.blueprint,
    group_robots.blueprint,
    start.blueprint,
    desk.blueprint,
    grant.blueprint,
    receipts.blueprint,
    claim_list.blueprint,
    claim.blueprint,
    claim_steps.blueprint,
    reading.blueprint,
    ledger.blueprint,
    closing.blueprint,
    bank.blueprint,
    bank_steps.blueprint,
    bank_bookings.blueprint,
    bank_table.blueprint,
    exports.blueprint,
    own_grant.blueprint,
    programme.blueprint,
    instalments.blueprint,
    register_pages.blueprint,
    agreements.blueprint,
    plan_and_team.blueprint,
    cases.blueprint,
    rectification.blueprint,
    letters.blueprint,
    crossings.blueprint,
    verification.blueprint,
    listings.blueprint,
    related.blueprint,
    report_list.blueprint,
    rules.blueprint,
    law_texts.blueprint,
    users.blueprint,
    style_guide.blueprint,
)


def register(app: Flask) -> None:
    """Put the pages on an application."""
    language.install(app)
    writing.install(app)
    surroundings.install(app)
    errors.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
