//! Numbers of the revenue and the benefits office.

mod national_insurance;
mod tax_reference;
mod temporary_reference;

pub(crate) use national_insurance::NATIONAL_INSURANCE;
pub(crate) use tax_reference::TAX_REFERENCE;
pub(crate) use temporary_reference::TEMPORARY_REFERENCE;

/// Words about pay and tax.
const PAY: &[&str] =
    &["tax", "hmrc", "payroll", "pay", "benefit", "dwp", "employee", "pension", "insurance", "claim"];
