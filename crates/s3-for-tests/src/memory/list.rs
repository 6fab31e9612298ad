//! Listings of what is there now.

use super::MemoryS3;
use super::state::{Entry, State};
use s3s::S3Result;
use s3s::dto::*;
use std::ops::Bound;

/// What a page is of.
pub(super) struct Ask<'a> {
    pub(super) prefix: &'a str,
    pub(super) delimiter: &'a str,
    pub(super) after: &'a str,
    pub(super) most: usize,
}

#[derive(Default)]
struct Page {
    contents: Vec<Object>,
    prefixes: Vec<CommonPrefix>,
    /// The last key or common prefix, if there is more after it.
    more_after: Option<String>,
}

impl MemoryS3 {
    pub(super) fn list(&self, input: ListObjectsV2Input) -> S3Result<ListObjectsV2Output> {
        Self::bucket(&input.bucket)?;
        let most = most(input.max_keys);
        // S3 looks at start-after on the first page only.
        let after = input.continuation_token.as_deref().or(input.start_after.as_deref()).unwrap_or_default();
        let page = self.now().page(&Ask {
            prefix: input.prefix.as_deref().unwrap_or_default(),
            delimiter: input.delimiter.as_deref().unwrap_or_default(),
            after,
            most,
        });
        Ok(ListObjectsV2Output {
            key_count: Some((page.contents.len() + page.prefixes.len()) as i32),
            max_keys: Some(most as i32),
            is_truncated: Some(page.more_after.is_some()),
            contents: Some(page.contents),
            common_prefixes: Some(page.prefixes),
            continuation_token: input.continuation_token,
            next_continuation_token: page.more_after,
            delimiter: input.delimiter,
            encoding_type: input.encoding_type,
            name: Some(input.bucket),
            prefix: input.prefix,
            start_after: input.start_after,
            ..Default::default()
        })
    }

    pub(super) fn list_v1(&self, input: ListObjectsInput) -> S3Result<ListObjectsOutput> {
        Self::bucket(&input.bucket)?;
        let most = most(input.max_keys);
        let page = self.now().page(&Ask {
            prefix: input.prefix.as_deref().unwrap_or_default(),
            delimiter: input.delimiter.as_deref().unwrap_or_default(),
            after: input.marker.as_deref().unwrap_or_default(),
            most,
        });
        Ok(ListObjectsOutput {
            max_keys: Some(most as i32),
            is_truncated: Some(page.more_after.is_some()),
            contents: Some(page.contents),
            common_prefixes: Some(page.prefixes),
            next_marker: page.more_after,
            delimiter: input.delimiter,
            encoding_type: input.encoding_type,
            marker: input.marker,
            name: Some(input.bucket),
            prefix: input.prefix,
            ..Default::default()
        })
    }
}

/// S3 never gives more than a thousand.
pub(super) fn most(asked: Option<i32>) -> usize {
    usize::try_from(asked.unwrap_or(1000)).unwrap_or(0).min(1000)
}

impl State {
    /// Keys from a bound on, as far as they begin with a prefix.
    pub(super) fn from<'a>(
        &'a self,
        prefix: &'a str,
        bound: Bound<&'a str>,
    ) -> impl Iterator<Item = (&'a str, &'a Entry)> {
        let first = match bound {
            Bound::Excluded(after) if after >= prefix => Bound::Excluded(after),
            Bound::Included(from) if from >= prefix => Bound::Included(from),
            _ => Bound::Included(prefix),
        };
        let keys = self.keys.range::<str, _>((first, Bound::Unbounded));
        keys.map(|(key, entry)| (&**key, entry)).take_while(move |(key, _)| key.starts_with(prefix))
    }

    fn page(&self, ask: &Ask<'_>) -> Page {
        let mut page = Page::default();
        if ask.most == 0 {
            return page;
        }
        let beyond = |text: &str| format!("{text}{}", char::MAX);
        // A token that is a common prefix stands for everything under it.
        let mut resume = if !ask.delimiter.is_empty() && ask.after.ends_with(ask.delimiter) {
            beyond(ask.after)
        } else {
            ask.after.to_owned()
        };
        let mut last = String::new();
        loop {
            let mut jump = None;
            for (key, entry) in self.from(ask.prefix, Bound::Excluded(&resume)) {
                if !entry.is_there() {
                    continue;
                }
                if page.contents.len() + page.prefixes.len() == ask.most {
                    page.more_after = Some(last);
                    return page;
                }
                let rest = &key[ask.prefix.len()..];
                if let Some(end) = rest.find(ask.delimiter).filter(|_| !ask.delimiter.is_empty()) {
                    let common = &key[..ask.prefix.len() + end + ask.delimiter.len()];
                    page.prefixes.push(CommonPrefix { prefix: Some(common.into()) });
                    last = common.into();
                    jump = Some(beyond(common));
                    break;
                }
                page.contents.extend(entry.listed(key));
                last = key.into();
            }
            match jump {
                Some(to) => resume = to,
                None => return page,
            }
        }
    }
}

impl Entry {
    /// Whether a plain GET would find it.
    fn is_there(&self) -> bool {
        match self {
            Self::Generated(_) => true,
            Self::Versions(versions) => versions.first().is_some_and(|version| version.object.is_some()),
        }
    }

    fn listed(&self, key: &str) -> Option<Object> {
        let newest = self.versions(key).into_iter().next()?;
        let object = newest.object?;
        Some(Object {
            key: Some(key.into()),
            size: Some(object.size() as i64),
            e_tag: Some(ETag::Strong(object.e_tag)),
            last_modified: Some(newest.modified),
            ..Default::default()
        })
    }
}
