//! Bank accounts and cards.

mod bank_account;
mod iban;
mod payment_card;
mod sort_code;

pub(crate) use bank_account::BANK_ACCOUNT;
pub(crate) use iban::IBAN;
pub(crate) use payment_card::PAYMENT_CARD;
pub(crate) use sort_code::SORT_CODE;

const BANK: &[&str] = &[
    "bank",
    "account",
    "sort",
    "payment",
    "barclay",
    "hsbc",
    "lloyd",
    "natwest",
    "santander",
    "halifax",
    "monzo",
    "transfer",
    "paid",
    "payee",
    "building society",
    "debit",
    "credit",
];
