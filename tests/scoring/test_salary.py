"""Pay is read with its currency and interval, and other money is not pay."""

import pytest

from shared.models.posting import Posting
from shared.scoring.posting import read_posting

PAY = [
    ("Salary: $120,000 - $150,000 per year", 120000, 150000, "USD", "year"),
    ("Salary range: $120k–$150k", 120000, 150000, "USD", "year"),
    ("The base salary range is 90-110k USD", 90000, 110000, "USD", "year"),
    ("Pay: $18.50 - $22.00 per hour", 18.5, 22, "USD", "hour"),
    ("Compensation:$14/hour", 14, 14, "USD", "hour"),
    ("Salary: £45,000 per annum", 45000, 45000, "GBP", "year"),
    ("Up to £60k p.a. salary", None, 60000, "GBP", "year"),
    ("Gehalt: 55.000 – 65.000 € brutto im Jahr", 55000, 65000, "EUR", "year"),
    ("Jahresgehalt ab 48.000 EUR", 48000, None, "EUR", "year"),
    ("Stundenlohn 17,50 €", 17.5, 17.5, "EUR", "hour"),
    ("Salaire : 38 000 € à 45 000 € brut par an", 38000, 45000, "EUR", "year"),
    ("Rémunération : 40-45 k€ brut annuel", 40000, 45000, "EUR", "year"),
    ("Salario: 24.000 - 30.000 € brutos anuales", 24000, 30000, "EUR", "year"),
    ("Salario 1.800 euros al mes", 1800, 1800, "EUR", "month"),
    ("연봉 5,000만원 ~ 7,000만원", 50000000, 70000000, "KRW", "year"),
    ("CHF 95'000 - 110'000 Jahresgehalt", 95000, 110000, "CHF", "year"),
    ("Salary: CAD $80,000 to $95,000 annually", 80000, 95000, "CAD", "year"),
    ("Day rate: £500 - £600 per day", 500, 600, "GBP", "day"),
    ("Monthly salary: PLN 15 000 - 20 000", 15000, 20000, "PLN", "month"),
    ("OTE $25k - $35k", 25000, 35000, "USD", "year"),
    ("Compensation range: $180K - $220K + equity", 180000, 220000, "USD", "year"),
    ("Base 150,000-170,000 USD plus bonus of 20,000", 150000, 170000, "USD", "year"),
    ("CTC: ₹12-18 LPA", 1200000, 1800000, "INR", "year"),
    ("Salary: 8 to 10 lakhs per annum", 800000, 1000000, "INR", "year"),
    ("Salário: R$ 8.000 por mês", 8000, 8000, "BRL", "month"),
    ("Wynagrodzenie: 12 000 - 15 000 PLN brutto miesięcznie", 12000, 15000, "PLN", "month"),
]


@pytest.mark.parametrize(("line", "low", "high", "currency", "interval"), PAY, ids=[row[0] for row in PAY])
def test_pay_is_read(line, low, high, currency, interval):
    facts = read_posting(Posting(job_title="Role", description=f"About the role\n{line}"))

    assert facts.salary is not None
    assert (facts.salary.min, facts.salary.max) == (low, high)
    assert (facts.salary.currency, facts.salary.interval) == (currency, interval)
    assert facts.salary.span is not None
    assert facts.text[facts.salary.span.start : facts.salary.span.end] in line


NO_PAY = [
    "We raised $100M in Series B funding.",
    "You will manage a budget of $2,000,000.",
    "We have 50,000 customers and 3,000 employees.",
    "Learning budget of $1,500 per year.",
    "Sign-on bonus of $5,000.",
    "Our platform processes 10,000 - 20,000 requests per second.",
    "Founded in 1998 - 2004 we grew.",
    "Salary plus $50,000 in equity.",
]


@pytest.mark.parametrize("line", NO_PAY)
def test_other_money_is_no_pay(line):
    assert read_posting(Posting(job_title="Role", description=line)).salary is None
