//! Whom a provider admits, and what it says of them later.

use super::SignInProvider;
use crate::act::{ActorAdmitted, ActorRolesTold};
use crate::actor::{Actor, COLUMNS, narrow};
use crate::ledger::{Recorded, Signer, Writing, hex};
use crate::role::Roles;
use crate::{Record, RecordError, spelling, table};
use jiff::Timestamp;
use keyring::{ActorKey, Passphrase, derive};
use store::Value;
use zeroize::Zeroizing;

/// The label of the key from which passphrases of such actors are made.
const LABEL: &str = "tipstaff single sign-on signing keys/1";
/// Longest subject, in bytes: `OpenID Connect` Core 1.0, section 2.
const LONGEST_SUBJECT: usize = 255;
/// People of one name that are told apart by a number.
const SAME_NAME: u32 = 200;

impl Record {
    /// The actor whom a provider knows under this subject. The subject alone counts, letter by letter: never a name or an
    /// address, which can be given to somebody else.
    pub async fn actor_by_subject(
        &self,
        provider: &SignInProvider,
        subject: &str,
    ) -> Result<Option<Actor>, RecordError> {
        let tag = self.subject_tag(provider.number, subject);
        let sql = format!("{COLUMNS} AND s.tag = $1");
        let rows = self.store().read(&sql, &[tag.into()]).await?;
        rows.first().map(|row| self.actor_of(row)).transpose()
    }

    /// Enrols somebody whom a provider has told of, with a fresh key. Who was enrolled a moment ago by another node is given
    /// back as they are.
    pub async fn admit(
        &self,
        provider: &SignInProvider,
        subject: &str,
        name: &str,
        roles: Roles,
        now: Timestamp,
    ) -> Result<Actor, RecordError> {
        if subject.is_empty() || subject.len() > LONGEST_SUBJECT {
            return Err(RecordError::Refused {
                what: "the provider sent no subject, or one that is too long".into(),
                fix: "Ask whoever runs the provider; nothing was changed".into(),
            });
        }
        let mut writing = self.begin("admit somebody by single sign-on", now).await?;
        self.is_allowed(&mut writing, provider, roles).await?;
        let tag = self.subject_tag(provider.number, subject);
        let sql = format!("{COLUMNS} AND s.tag = $1");
        if let Some(row) = writing.read(&sql, &[tag.clone().into()]).await?.first() {
            return self.actor_of(row);
        }
        let number = narrow(writing.take_numbers("actor numbers", 1).await?, "an actor's number")?;
        let row = writing.reserve(&table::ACTOR, 1).await?;
        let key = ActorKey::fresh()?;
        let pem = key.to_pem(&self.kept_passphrase(number)?)?;
        let public = key.public().to_bytes().to_vec();
        let name = Zeroizing::new(self.free_name(&mut writing, name, &provider.title).await?);
        let actor = Actor::admitted(number, name, roles, public.clone(), provider.number, row);
        writing.insert(&table::ACTOR, row, vec![self.actor_values(row, &actor)?]).await?;
        let row = writing.reserve(&table::ACTOR_SUBJECT, 1).await?;
        let values: Vec<Value> = vec![
            i64::from(number).into(),
            i64::from(provider.number).into(),
            writing.sealed(&table::ACTOR_SUBJECT, row, "subject", subject)?.into(),
            tag.clone().into(),
        ];
        writing.insert(&table::ACTOR_SUBJECT, row, vec![values]).await?;
        writing
            .transaction()
            .execute(
                "INSERT INTO actor_secret (actor, pem) VALUES ($1, $2)",
                &[i64::from(number).into(), pem.as_str().into()],
            )
            .await?;
        let act = ActorAdmitted {
            actor: number,
            provider: provider.number,
            roles: roles.ids(),
            public_key: hex(&public),
        };
        writing.commit(&act, &actor, &[&Signer::new(number, key)]).await?;
        self.actor_by_subject(provider, subject)
            .await?
            .ok_or_else(|| RecordError::damaged("an actor who was enrolled is not there"))
    }

    /// Writes down that the provider gives an actor other roles than before; none means that nothing had to be written.
    pub async fn roles_told(
        &self,
        provider: &SignInProvider,
        actor: &Actor,
        roles: Roles,
        now: Timestamp,
    ) -> Result<Option<Recorded>, RecordError> {
        if actor.provider != Some(provider.number) {
            return Err(RecordError::damaged(format!("actor {} is of another provider", actor.number)));
        }
        if actor.enrolled() == roles {
            return Ok(None);
        }
        let signer = Signer::new(actor.number, self.kept_key(actor).await?);
        let mut writing = self.begin("write down what roles a provider gives", now).await?;
        self.is_allowed(&mut writing, provider, roles).await?;
        let before = self.actor_now(&mut writing, actor).await?;
        if before.enrolled() == roles {
            return Ok(None);
        }
        let after = before.with_roles(roles);
        self.change_actor(&mut writing, &after).await?;
        let act = ActorRolesTold { actor: actor.number, provider: provider.number, roles: roles.ids() };
        // Who had no role, and who has none any more, could do nothing; that it is said is nobody's privilege.
        let doer = after.with_roles(before.enrolled().union(roles));
        writing.commit(&act, &doer, &[&signer]).await.map(Some)
    }

    /// Opens the key of an actor who signs in through a provider. Whoever calls this has just been told by the provider that
    /// the actor is there: nothing else stands between this server and that signature.
    pub async fn kept_key(&self, actor: &Actor) -> Result<ActorKey, RecordError> {
        let public = match (actor.provider, &actor.public_key) {
            (Some(_), Some(public)) => public.clone(),
            _ => return Err(RecordError::NotSigned),
        };
        let passphrase = self.kept_passphrase(actor.number)?;
        let sql = "SELECT pem FROM actor_secret WHERE actor = $1";
        let rows = self.store().read(sql, &[i64::from(actor.number).into()]).await?;
        let pem = rows.first().ok_or(RecordError::NotSigned)?.text(0)?.to_owned();
        // It takes a processor for a fifth of a second, which threads that serve others cannot spare.
        let opened = tokio::task::spawn_blocking(move || ActorKey::from_pem(&pem, &passphrase)).await;
        let key = opened.map_err(|_| RecordError::damaged("a key could not be opened"))??;
        if key.public().to_bytes() == public.as_slice() {
            Ok(key)
        } else {
            Err(RecordError::damaged(format!("the key of actor {} is not the one enrolled", actor.number)))
        }
    }

    /// The passphrase of such an actor's key, bound to the account.
    fn kept_passphrase(&self, actor: u32) -> Result<Passphrase, RecordError> {
        let key = derive::hkdf(&self.room_key(LABEL), &format!("actor {actor}"));
        let digits = Zeroizing::new(hex(key.expose()));
        Ok(Passphrase::new(&digits)?)
    }

    fn subject_tag(&self, provider: u32, subject: &str) -> Vec<u8> {
        self.keys().tag("actor subject", &format!("{provider}\n{subject}")).to_vec()
    }

    /// Whether the provider is allowed at this moment, on these terms, to give these roles.
    async fn is_allowed(
        &self,
        writing: &mut Writing<'_>,
        provider: &SignInProvider,
        roles: Roles,
    ) -> Result<(), RecordError> {
        let sql = "SELECT roles FROM sign_in_provider WHERE ended IS NULL AND provider = $1 AND roles = $2";
        let values = [i64::from(provider.number).into(), provider.roles.to_string().into()];
        let is_open = !writing.read(sql, &values).await?.is_empty();
        if is_open && roles.without(provider.roles.all()).is_empty() {
            return Ok(());
        }
        Err(RecordError::Refused {
            what: "an administrator has changed who may sign in, a moment ago".into(),
            fix: "Sign in again".into(),
        })
    }

    /// A name that nobody here has: somebody of the same name is somebody else.
    async fn free_name(
        &self,
        writing: &mut Writing<'_>,
        name: &str,
        title: &str,
    ) -> Result<String, RecordError> {
        let plain: String = name.chars().filter(|letter| !letter.is_control()).take(100).collect();
        let plain = plain.trim();
        let plain = if plain.is_empty() { "Somebody" } else { plain };
        let title: String = title.chars().take(60).collect();
        for count in 0..SAME_NAME {
            let name = match count {
                0 => plain.to_owned(),
                1 => format!("{plain} ({title})"),
                _ => format!("{plain} ({title} {count})"),
            };
            let name = spelling::required(&name, "an actor")?;
            let tag = self.keys().tag("actor", &spelling::name(&name)).to_vec();
            let same = writing
                .read("SELECT actor FROM actor WHERE ended IS NULL AND tag = $1", &[tag.into()])
                .await?;
            if same.is_empty() {
                return Ok(name);
            }
        }
        Err(RecordError::Refused {
            what: "too many people of that name are enrolled".into(),
            fix: "Tell whoever runs this machine; nothing was changed".into(),
        })
    }
}
