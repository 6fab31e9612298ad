//! A start tag, by local names.

use crate::{Read, Stop};
use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;
use std::borrow::Cow;

/// A start tag.
pub(crate) struct Element<'e>(pub(crate) &'e BytesStart<'e>);

impl<'e> Element<'e> {
    /// Name without prefix.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// Whether every attribute is well formed. A malformed one would end the iteration early and hide the rest.
    pub(crate) fn check(&self) -> Read {
        for attribute in self.0.attributes() {
            let sound =
                attribute.is_ok_and(|attribute| attribute.normalized_value(XmlVersion::Explicit1_0).is_ok());
            if !sound {
                return Err(Stop::part("its XML is malformed"));
            }
        }
        Ok(())
    }

    /// Value of the attribute of this local name, if it is there.
    pub(crate) fn attribute(&self, name: &str) -> Option<Cow<'e, str>> {
        self.0
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)
            .and_then(|attribute| attribute.normalized_value(XmlVersion::Explicit1_0).ok())
    }

    /// Value of the attribute as a number.
    pub(crate) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Value of the attribute as an XML Schema boolean; absent is `false`.
    pub(crate) fn flag(&self, name: &str) -> bool {
        matches!(self.attribute(name).as_deref(), Some("1" | "true" | "on" | "t"))
    }

    /// Value of the attribute as an XML Schema boolean; absent is `true`.
    pub(crate) fn flag_or_true(&self, name: &str) -> bool {
        !matches!(self.attribute(name).as_deref(), Some("0" | "false" | "off" | "f"))
    }

    /// All attributes but namespace declarations, as local name and value.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (String, Cow<'e, str>)> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        attributes.flatten().filter_map(|attribute| {
            if attribute.key.as_namespace_binding().is_some() {
                return None;
            }
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).ok()?;
            Some((attribute.key.local_name().into_inner().to_owned(), value))
        })
    }
}
