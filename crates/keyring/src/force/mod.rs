//! The force key: a short list of keys in a file outside the data folder. The newest wraps, all unwrap.

mod base32;
mod error;
mod file;
mod id;
mod text;
mod wrap;

pub use error::{ForceKeyError, ForceKeyTextError};
pub use id::{KeyId, NotAKeyId};

use crate::derive;
use crate::error::KeyError;
use crate::secret::SecretKey;
use std::fmt;
use std::path::Path;
use wrap::Wrapper;
use zeroize::Zeroizing;

/// One key of the list.
struct ForceKey {
    id: KeyId,
    secret: SecretKey,
    wrapper: Wrapper,
}

impl ForceKey {
    fn new(secret: SecretKey) -> Self {
        let id = KeyId::of(&secret);
        let wrapper = Wrapper::new(&id, &secret);
        Self { id, secret, wrapper }
    }
}

/// The force keys, oldest first, never none.
///
/// # The file
/// Text, short enough to be copied by hand: [`ForceKeys::parse`] gives its form. It has mode 0600 and belongs to the user
/// who runs Tipstaff (or to root); several machines may read the same one. It is never in the data folder, the database,
/// the blob store or a backup of them. When the machine stops while it is written, `.tipstaff-force-key-…` of the same
/// mode stays beside it: delete that.
///
/// # Rotation
/// 1. [`ForceKeys::rotate_file`] adds a key. Machines that read the file before meet [`KeyError::NoSuchKey`] and read it
///    again.
/// 2. Everything for which [`ForceKeys::wrapped_by`] is not [`ForceKeys::newest`] is unwrapped and wrapped anew.
/// 3. [`ForceKeys::retire`] drops the old key. Backups from before step 2 open only with it: its line is kept on paper as
///    long as they are.
pub struct ForceKeys {
    keys: Vec<ForceKey>,
}

impl ForceKeys {
    /// A list of one fresh key, in no file.
    pub fn fresh() -> Result<Self, KeyError> {
        Ok(Self { keys: vec![ForceKey::new(SecretKey::fresh()?)] })
    }

    /// Makes a file with one fresh key, mode 0600; a folder that is missing is made with mode 0700. A file that is there
    /// is never overwritten, and whoever reads the path meets either nothing or the whole file.
    pub fn create(path: impl AsRef<Path>) -> Result<Self, ForceKeyError> {
        let keys = Self::fresh().map_err(ForceKeyError::Key)?;
        file::create(path.as_ref(), &keys.to_text())?;
        Ok(keys)
    }

    /// Reads a file that nobody but its owner may read, and that nobody but its owner (this user, or root) may replace.
    /// The last name of the path must not be a symbolic link.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, ForceKeyError> {
        Self::in_file(path.as_ref(), &file::read(path.as_ref(), file::Readers::Owner)?)
    }

    /// Reads a credential that systemd laid out (`LoadCredential=`, in `$CREDENTIALS_DIRECTORY`). The same as
    /// [`ForceKeys::read`], but the group may read: systemd gives the file to root and lets the service in by an access
    /// list, which shows as a bit of the group. Nobody else may read, and nobody may write.
    pub fn read_credential(path: impl AsRef<Path>) -> Result<Self, ForceKeyError> {
        Self::in_file(path.as_ref(), &file::read(path.as_ref(), file::Readers::Credential)?)
    }

    /// Reads the text of a force key file.
    ///
    /// ```text
    /// tipstaff-force-key/1
    /// # Lines with # and empty lines may be left out.
    /// key 1a2b3c4d 0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ-0123-4567-89AB-CDEF-GHJG
    /// end 1 5e6f7a8b
    /// ```
    ///
    /// The first line names the form. Then one line for each key, oldest first: its [`KeyId`], which proves that the key
    /// was copied without a mistake, and its 256 bits in Crockford's base 32, in groups of four (hyphens and capitals do
    /// not matter; I and L are read as 1, O as 0). The last line has the number of keys and eight digits that prove that
    /// none is missing: the first four bytes of SHA-256 over `tipstaff/force-key-list/1`, a zero byte, and the numbers of
    /// all keys, four bytes each.
    pub fn parse(contents: &[u8]) -> Result<Self, ForceKeyTextError> {
        let secrets = text::parse(contents)?;
        Ok(Self { keys: secrets.into_iter().map(ForceKey::new).collect() })
    }

    /// The text of the file, for the file or for paper.
    pub fn to_text(&self) -> Zeroizing<String> {
        text::write(self.keys.iter().map(|key| &key.secret))
    }

    /// Adds a fresh key to the list and to the file, which is replaced as a whole. Refused when the file holds other keys
    /// than this list, or when another program is changing it. The list stays as it was when the file could not be
    /// changed.
    pub fn rotate_file(&mut self, path: impl AsRef<Path>) -> Result<KeyId, ForceKeyError> {
        let lock = self.locked(path.as_ref())?;
        if self.keys.len() >= text::MOST_KEYS {
            return Err(ForceKeyError::Full { most: text::MOST_KEYS });
        }
        let mut key = ForceKey::new(SecretKey::fresh().map_err(ForceKeyError::Key)?);
        // Numbers have 32 bits: two keys may share one, once in a hundred million lists.
        while self.find(&key.id).is_some() {
            key = ForceKey::new(SecretKey::fresh().map_err(ForceKeyError::Key)?);
        }
        let secrets = self.keys.iter().map(|old| &old.secret).chain([&key.secret]);
        lock.replace(&text::write(secrets))?;
        let id = key.id.clone();
        self.keys.push(key);
        Ok(id)
    }

    /// Drops an old key from the list and from the file. What is still wrapped by it never opens again, backups included:
    /// wrap everything anew first. The newest key cannot be dropped.
    pub fn retire(&mut self, path: impl AsRef<Path>, id: &KeyId) -> Result<(), ForceKeyError> {
        let lock = self.locked(path.as_ref())?;
        if self.find(id).is_none() {
            return Err(ForceKeyError::Key(KeyError::NoSuchKey { id: id.clone() }));
        }
        if self.newest() == *id {
            return Err(ForceKeyError::Newest { id: id.clone() });
        }
        lock.replace(&text::write(self.keys.iter().filter(|key| key.id != *id).map(|key| &key.secret)))?;
        self.keys.retain(|key| key.id != *id);
        Ok(())
    }

    /// The key that wraps.
    pub fn newest(&self) -> KeyId {
        self.last().id.clone()
    }

    /// All keys, oldest first.
    pub fn ids(&self) -> Vec<KeyId> {
        self.keys.iter().map(|key| key.id.clone()).collect()
    }

    /// A key for one use from each force key, the newest first: what is sealed under the first of them today opens with one
    /// of them for as long as its force key is in the list. Labels are those of [`crate::derive::hkdf`].
    pub fn derived(&self, label: &str) -> Vec<SecretKey> {
        self.keys.iter().rev().map(|key| derive::hkdf(&key.secret, label)).collect()
    }

    fn last(&self) -> &ForceKey {
        self.keys.last().unwrap_or_else(|| unreachable!("a list of force keys is never empty"))
    }

    fn find(&self, id: &KeyId) -> Option<&ForceKey> {
        self.keys.iter().find(|key| key.id == *id)
    }

    /// The file, locked, if it holds the keys of this list and no others.
    fn locked(&self, path: &Path) -> Result<file::Locked, ForceKeyError> {
        let lock = file::lock(path)?;
        let there = Self::in_file(path, lock.contents())?;
        if there.ids() != self.ids() {
            return Err(ForceKeyError::Changed { path: path.into() });
        }
        Ok(lock)
    }

    fn in_file(path: &Path, contents: &[u8]) -> Result<Self, ForceKeyError> {
        Self::parse(contents).map_err(|why| ForceKeyError::Text { path: path.into(), why })
    }
}

impl fmt::Debug for ForceKeys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("ForceKeys").field(&self.ids()).finish()
    }
}
