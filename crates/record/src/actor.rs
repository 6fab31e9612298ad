//! Actors: who acts. Enrolled with roles, and with an Ed25519 key under a passphrase of their own.

use crate::act::{ActorAdded, ActorChanged, ActorKeySet};
use crate::ledger::{Recorded, Signer, Writing};
use crate::record::Record;
use crate::role::{Role, Roles};
use crate::sign_in::RoleMap;
use crate::{RecordError, spelling, table};
use jiff::Timestamp;
use keyring::{ActorKey, ActorPublicKey, Passphrase};
use store::{Row, Value};
use zeroize::Zeroizing;

/// Name of the first actor of a new record.
pub const FIRST_ACTOR: &str = "owner";

/// Somebody who acts.
#[derive(Clone)]
pub struct Actor {
    /// Number of the actor.
    pub number: u32,
    /// Name, as enrolled.
    pub name: Zeroizing<String>,
    /// Roles. Of who signs in through a provider, those that the administrator's act about it still allows.
    pub roles: Roles,
    /// Ed25519 public key, 32 bytes, once there is one.
    pub public_key: Option<Vec<u8>>,
    /// Number of the actor who set the key. A key that somebody else set is good for one's own acts, but approves nothing.
    pub key_by: Option<u32>,
    /// Number of the provider through which the actor signs in; none: with a passphrase.
    pub provider: Option<u32>,
    /// Roles as the row has them.
    enrolled: Roles,
    row: i64,
}

impl std::fmt::Debug for Actor {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Actor {} ({})", self.number, self.roles.ids())
    }
}

impl Actor {
    /// The actor who creates a record: the first one, before there is a row to read.
    pub(crate) fn first(roles: Roles) -> Self {
        Self {
            number: 1,
            name: Zeroizing::new(FIRST_ACTOR.into()),
            roles,
            public_key: None,
            key_by: None,
            provider: None,
            enrolled: roles,
            row: 1,
        }
    }

    /// Somebody whom a provider has told of.
    pub(crate) fn admitted(
        number: u32,
        name: Zeroizing<String>,
        roles: Roles,
        key: Vec<u8>,
        provider: u32,
        row: i64,
    ) -> Self {
        Self {
            number,
            name,
            roles,
            public_key: Some(key),
            key_by: Some(number),
            provider: Some(provider),
            enrolled: roles,
            row,
        }
    }

    /// Roles as the row has them, whatever the provider is still allowed to give.
    pub(crate) fn enrolled(&self) -> Roles {
        self.enrolled
    }

    /// The same actor with other roles.
    pub(crate) fn with_roles(&self, roles: Roles) -> Self {
        Self { roles, enrolled: roles, ..self.clone() }
    }

    /// Refuses what is for people with a passphrase: nobody has two ways in.
    fn has_passphrase(&self) -> Result<(), RecordError> {
        match self.provider {
            None => Ok(()),
            Some(_) => Err(RecordError::Refused {
                what: "this actor signs in through an organisation's own sign-in".into(),
                fix: "Change roles and passwords there; it takes effect when the actor signs in again".into(),
            }),
        }
    }
}

/// Actors, with what the provider may give that admitted them.
pub(crate) const COLUMNS: &str = "SELECT a.number, a.actor, a.name, a.roles, a.public_key, a.key_by, s.provider, p.roles \
     FROM actor a LEFT JOIN actor_subject s ON s.actor = a.actor AND s.ended IS NULL \
     LEFT JOIN sign_in_provider p ON p.provider = s.provider AND p.ended IS NULL WHERE a.ended IS NULL";

impl Record {
    /// All actors, by number.
    pub async fn actors(&self) -> Result<Vec<Actor>, RecordError> {
        let rows = self.store().read(&format!("{COLUMNS} ORDER BY a.actor"), &[]).await?;
        rows.iter().map(|row| self.actor_of(row)).collect()
    }

    /// The actor of this name; without a name, the only actor there is.
    pub async fn actor(&self, name: Option<&str>) -> Result<Actor, RecordError> {
        let Some(name) = name else {
            let mut actors = self.actors().await?;
            return match (actors.pop(), actors.is_empty()) {
                (Some(only), true) => Ok(only),
                _ => Err(RecordError::Refused {
                    what: "there are several actors".into(),
                    fix: "Say who you are with --as NAME; tipstaff actor list shows the names".into(),
                }),
            };
        };
        let tag = self.keys().tag("actor", &spelling::name(name));
        let rows = self.store().read(&format!("{COLUMNS} AND a.tag = $1"), &[tag.to_vec().into()]).await?;
        rows.first().map(|row| self.actor_of(row)).ok_or_else(|| RecordError::Unknown {
            what: "an actor of that name".into(),
            fix: "tipstaff actor list shows who is enrolled".into(),
        })?
    }

    /// The actor of this number, as of now; none if there is no such actor.
    pub async fn actor_numbered(&self, number: u32) -> Result<Option<Actor>, RecordError> {
        let rows =
            self.store().read(&format!("{COLUMNS} AND a.actor = $1"), &[i64::from(number).into()]).await?;
        rows.first().map(|row| self.actor_of(row)).transpose()
    }

    pub(crate) fn actor_of(&self, row: &Row) -> Result<Actor, RecordError> {
        let number = row.integer(0)?;
        let enrolled =
            Roles::from_bits(row.integer(3)?).ok_or_else(|| RecordError::damaged("a role is not known"))?;
        let provider =
            row.optional_integer(6)?.map(|number| narrow(number, "a provider's number")).transpose()?;
        let roles = match (provider, row.optional_text(7)?) {
            (None, _) => enrolled,
            (Some(_), None) => Roles::NONE,
            (Some(_), Some(map)) => {
                let map = RoleMap::parse(map)
                    .map_err(|_| RecordError::damaged("what a provider's values give makes no sense"))?;
                enrolled.both(map.all())
            }
        };
        Ok(Actor {
            roles,
            enrolled,
            provider,
            row: number,
            number: narrow(row.integer(1)?, "an actor's number")?,
            name: self.keys().open_value(&table::ACTOR, number, "name", row.bytes(2)?)?,
            public_key: row.optional_bytes(4)?.map(<[u8]>::to_vec),
            key_by: row.optional_integer(5)?.map(|number| narrow(number, "an actor's number")).transpose()?,
        })
    }

    /// Enrols somebody. With a passphrase there is a key at once, and the actor can sign.
    pub async fn add_actor(
        &self,
        by: &Actor,
        signer: &Signer,
        name: &str,
        roles: Roles,
        passphrase: Option<&Passphrase>,
        now: Timestamp,
    ) -> Result<(Actor, Recorded), RecordError> {
        let name = spelling::required(name, "an actor")?;
        let mut writing = self.begin("enrol an actor", now).await?;
        // Whoever enrolled the same name a moment ago was first: asked only after taking turns.
        let tag = self.keys().tag("actor", &spelling::name(&name));
        let same = writing
            .transaction()
            .read("SELECT actor FROM actor WHERE ended IS NULL AND tag = $1", &[tag.to_vec().into()])
            .await?;
        if !same.is_empty() {
            return Err(RecordError::Refused {
                what: "an actor of that name is enrolled".into(),
                fix: "Choose another name, or change the actor with: tipstaff actor role".into(),
            });
        }
        let (number, public_key) = write_actor(&mut writing, &name, roles, passphrase, by.number).await?;
        let act = ActorAdded {
            actor: number,
            roles: roles.ids(),
            public_key: public_key.as_deref().map(crate::ledger::hex),
        };
        let recorded = writing.commit(&act, by, &[signer]).await?;
        Ok((self.actor(Some(&name)).await?, recorded))
    }

    /// Gives an actor other roles. One administrator at least stays.
    pub async fn set_roles(
        &self,
        by: &Actor,
        signer: &Signer,
        actor: &Actor,
        roles: Roles,
        now: Timestamp,
    ) -> Result<Recorded, RecordError> {
        let mut writing = self.begin("change an actor's roles", now).await?;
        // An administrator whom only a provider can let in is none when the provider is out of reach.
        let only_one = self.actors().await?.iter().all(|other| {
            other.number == actor.number
                || other.provider.is_some()
                || !other.roles.meet(Roles::of(&[Role::Administrator]))
        });
        if only_one && !roles.meet(Roles::of(&[Role::Administrator])) {
            return Err(RecordError::Refused {
                what: "nobody would be administrator any more".into(),
                fix: "Make somebody else administrator first".into(),
            });
        }
        let before = self.actor_now(&mut writing, actor).await?;
        before.has_passphrase()?;
        let changed = before.with_roles(roles);
        self.change_actor(&mut writing, &changed).await?;
        let act = ActorChanged { actor: actor.number, roles: roles.ids() };
        writing.commit(&act, by, &[signer]).await
    }

    /// Gives an actor a fresh key under a new passphrase. Whoever has a key signs with the old one; the first key is made by
    /// an administrator, who signs, and is to be replaced by the actor: until then it approves nothing. Only the first
    /// actor of all makes the own first key, because nobody else is there.
    pub async fn set_passphrase(
        &self,
        by: &Actor,
        actor: &Actor,
        passphrase: &Passphrase,
        signer: Option<&Signer>,
        now: Timestamp,
    ) -> Result<Recorded, RecordError> {
        let is_founding = by.number == 1 && actor.number == 1 && actor.public_key.is_none();
        if !is_founding && signer.is_none() {
            return Err(RecordError::NotSigned);
        }
        let administrator = Roles::of(&[Role::Administrator]);
        if by.number != actor.number && !by.roles.meet(administrator) {
            return Err(RecordError::MayNot { actor: format!("actor {}", by.number), needed: administrator });
        }
        actor.has_passphrase()?;
        let key = ActorKey::fresh()?;
        let pem = key.to_pem(passphrase)?;
        let public = key.public().to_bytes().to_vec();
        let mut writing = self.begin("give an actor a key", now).await?;
        let changed = Actor {
            public_key: Some(public.clone()),
            key_by: Some(by.number),
            ..self.actor_now(&mut writing, actor).await?
        };
        self.change_actor(&mut writing, &changed).await?;
        writing
            .transaction()
            .execute(
                "INSERT INTO actor_secret (actor, pem) VALUES ($1, $2) \
                 ON CONFLICT (actor) DO UPDATE SET pem = excluded.pem",
                &[i64::from(actor.number).into(), pem.as_str().into()],
            )
            .await?;
        let act = ActorKeySet { actor: actor.number, public_key: crate::ledger::hex(&public) };
        let signers: Vec<&Signer> = signer.into_iter().collect();
        writing.commit(&act, by, &signers).await
    }

    /// Unlocks an actor's key.
    pub async fn signer(&self, actor: &Actor, passphrase: &Passphrase) -> Result<Signer, RecordError> {
        let rows = self
            .store()
            .read("SELECT pem FROM actor_secret WHERE actor = $1", &[i64::from(actor.number).into()])
            .await?;
        let pem = rows.first().ok_or(RecordError::NotSigned)?;
        let key = ActorKey::from_pem(pem.text(0)?, passphrase)?;
        let signer = Signer::new(actor.number, key);
        if signer.is_key_of(actor.public_key.as_deref().unwrap_or_default()) {
            Ok(signer)
        } else {
            Err(RecordError::damaged(format!("the key of actor {} is not the one enrolled", actor.number)))
        }
    }

    /// The actor as nobody else can change it any more: what was read before may have been changed since.
    pub(crate) async fn actor_now(
        &self,
        writing: &mut Writing<'_>,
        actor: &Actor,
    ) -> Result<Actor, RecordError> {
        let rows = writing
            .transaction()
            .read(&format!("{COLUMNS} AND a.actor = $1"), &[i64::from(actor.number).into()])
            .await?;
        let row =
            rows.first().ok_or_else(|| RecordError::damaged(format!("actor {} is gone", actor.number)))?;
        self.actor_of(row)
    }

    pub(crate) async fn change_actor(
        &self,
        writing: &mut Writing<'_>,
        actor: &Actor,
    ) -> Result<(), RecordError> {
        writing.end(&table::ACTOR, &[actor.row]).await?;
        let row = writing.reserve(&table::ACTOR, 1).await?;
        let values = self.actor_values(row, actor)?;
        writing.insert(&table::ACTOR, row, vec![values]).await
    }

    pub(crate) fn actor_values(&self, row: i64, actor: &Actor) -> Result<Vec<Value>, RecordError> {
        let keys = self.keys();
        Ok(vec![
            i64::from(actor.number).into(),
            keys.seal(&table::ACTOR, row, "name", actor.name.as_bytes())?.into(),
            keys.tag("actor", &spelling::name(&actor.name)).to_vec().into(),
            actor.enrolled.bits().into(),
            actor.public_key.clone().into(),
            actor.key_by.map(i64::from).into(),
        ])
    }
}

/// Writes a new actor; gives the number and the public key.
pub(crate) async fn write_actor(
    writing: &mut Writing<'_>,
    name: &str,
    roles: Roles,
    passphrase: Option<&Passphrase>,
    by: u32,
) -> Result<(u32, Option<Vec<u8>>), RecordError> {
    let number = narrow(writing.take_numbers("actor numbers", 1).await?, "an actor's number")?;
    let row = writing.reserve(&table::ACTOR, 1).await?;
    let mut public_key = None;
    if let Some(passphrase) = passphrase {
        let key = ActorKey::fresh()?;
        let pem = key.to_pem(passphrase)?;
        public_key = Some(key.public().to_bytes().to_vec());
        writing
            .transaction()
            .execute(
                "INSERT INTO actor_secret (actor, pem) VALUES ($1, $2)",
                &[i64::from(number).into(), pem.as_str().into()],
            )
            .await?;
    }
    let key_by = public_key.is_some().then_some(by);
    let name = Zeroizing::new(name.to_owned());
    let actor = Actor {
        number,
        name,
        roles,
        public_key: public_key.clone(),
        key_by,
        provider: None,
        enrolled: roles,
        row,
    };
    let values = writing.record().actor_values(row, &actor)?;
    writing.insert(&table::ACTOR, row, vec![values]).await?;
    Ok((number, public_key))
}

/// Whether a signature of a leaf is by that public key.
pub fn is_signed_by(digest: &[u8; 32], signature: &[u8], public_key: &[u8]) -> bool {
    let (Ok(signature), Ok(key)) = (signature.try_into(), public_key.try_into()) else { return false };
    ActorPublicKey::from_bytes(key).is_ok_and(|key| key.verify(digest, signature).is_ok())
}

/// A stored number that has to fit 32 bits.
pub(crate) fn narrow(number: i64, what: &str) -> Result<u32, RecordError> {
    u32::try_from(number).map_err(|_| RecordError::damaged(format!("{what} is out of range")))
}
