//! A start tag, by local names.

use crate::{Read, Stop};
use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;
use std::borrow::Cow;
use std::collections::HashSet;

/// Names of a tag's attributes: few as a rule, a million in a tag that is made for it.
#[derive(Default)]
struct Names<'e> {
    few: Vec<&'e str>,
    many: HashSet<&'e str>,
}

impl<'e> Names<'e> {
    const FEW: usize = 16;

    fn is_new(&mut self, name: &'e str) -> bool {
        if self.few.len() < Self::FEW {
            let is_new = !self.few.contains(&name);
            self.few.push(name);
            return is_new;
        }
        !self.few.contains(&name) && self.many.insert(name)
    }
}

/// A start tag.
pub(crate) struct Element<'e>(pub(crate) &'e BytesStart<'e>);

impl<'e> Element<'e> {
    /// Name without prefix.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// Whether every attribute is well formed. A malformed one would end the iteration early and hide the rest.
    pub(crate) fn check(&self) -> Read {
        let malformed = || Stop::part("its XML is malformed");
        let mut names = Names::default();
        // The library compares every name with every other.
        for attribute in self.0.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| malformed())?;
            let is_sound = attribute.normalized_value(XmlVersion::Explicit1_0).is_ok();
            if !is_sound || !names.is_new(attribute.key.into_inner()) {
                return Err(malformed());
            }
        }
        Ok(())
    }

    /// Value of the attribute of this name, if it is there; failing that, of the first one of this local name. One with a
    /// prefix is another attribute, and says nothing against the one without.
    pub(crate) fn attribute(&self, name: &str) -> Option<Cow<'e, str>> {
        let mut attributes = self.0.attributes();
        let mut prefixed = None;
        for attribute in attributes.with_checks(false).flatten() {
            if attribute.key.into_inner() == name {
                return attribute.normalized_value(XmlVersion::Explicit1_0).ok();
            }
            let is_likely = attribute.key.local_name().into_inner() == name
                && attribute.key.as_namespace_binding().is_none();
            if is_likely && prefixed.is_none() {
                prefixed = Some(attribute);
            }
        }
        prefixed?.normalized_value(XmlVersion::Explicit1_0).ok()
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

    /// The same, with their prefixes.
    pub(crate) fn attributes_in_full(&self) -> impl Iterator<Item = (&'e str, Cow<'e, str>)> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        attributes.flatten().filter_map(|attribute| {
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).ok()?;
            let is_binding = attribute.key.as_namespace_binding().is_some();
            (!is_binding || !is_namespace(&value)).then_some((attribute.key.into_inner(), value))
        })
    }

    /// All attributes, as local name and value, but declarations of namespaces that look like such.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (String, Cow<'e, str>)> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        attributes.flatten().filter_map(|attribute| {
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).ok()?;
            if attribute.key.as_namespace_binding().is_some() && is_namespace(&value) {
                return None;
            }
            Some((attribute.key.local_name().into_inner().to_owned(), value))
        })
    }
}

/// Whether a value can be the name of a namespace: an address, in which words have no blanks between them.
pub(crate) fn is_namespace(value: &str) -> bool {
    !value.trim().contains(|letter: char| letter.is_whitespace() || letter == '@')
}
