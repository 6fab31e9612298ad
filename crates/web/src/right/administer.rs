//! Enrolling people and programs.

use super::{Administer, Caller, Cookies, Signing};
use crate::form::Form;
use crate::page::Viewer;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use accounts::{AccountsError, Program, Scopes};
use jiff::ToSpan;
use record::{Actor, RecordError, Roles};
use zeroize::Zeroizing;

impl Administer {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// Whether the passphrase has to be typed.
    pub fn signing(&self) -> Signing {
        Signing::of_caller(&self.caller, self.app.now())
    }

    pub(super) fn own(&self) -> Result<&Actor, Problem> {
        match &self.caller {
            Caller::Person(session) => Ok(&session.actor),
            _ => Err(Problem::unknown_caller()),
        }
    }

    /// People and programs.
    pub async fn users(&self) -> Result<(Vec<Actor>, Vec<Program>), Problem> {
        let people = self.app.0.record.actors().await.map_err(|error| refused(error.into()))?;
        Ok((people, self.app.0.accounts.programs().await.map_err(refused)?))
    }

    /// One of the people.
    pub async fn user(&self, number: u32) -> Result<Actor, Problem> {
        let people = self.app.0.record.actors().await.map_err(|error| refused(error.into()))?;
        people.into_iter().find(|actor| actor.number == number).ok_or_else(Problem::not_found)
    }

    /// Enrols a colleague; gives the link. The inner error is for the form.
    pub async fn invite(
        &self,
        name: &str,
        roles: Roles,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<Zeroizing<String>, Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        match self.app.0.accounts.invite(self.own()?, &signer, name, roles, self.app.now()).await {
            Ok((_, token)) => {
                self.app.publish().await;
                Ok(Ok(self.address(&token.expose())))
            }
            Err(AccountsError::Record(RecordError::Refused { what, fix })) => {
                Ok(Err(Errors::of("name", format!("{}. {fix}", crate::words::sentence(&what)))))
            }
            Err(error) => Err(refused(error)),
        }
    }

    /// A new link for somebody who has forgotten the passphrase. The inner error is for the form.
    pub async fn invite_again(
        &self,
        actor: &Actor,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<Zeroizing<String>, Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let accounts = &self.app.0.accounts;
        let token =
            accounts.invite_again(self.own()?, &signer, actor, self.app.now()).await.map_err(refused)?;
        self.app.publish().await;
        Ok(Ok(self.address(&token.expose())))
    }

    /// Lets somebody try to sign in again at once.
    pub async fn unlock(&self, actor: &Actor) -> Result<(), Problem> {
        let unlocked = self.app.0.accounts.unlock_account(self.own()?, actor.number).await;
        self.app.note(&unlocked.map_err(refused)?, None).await
    }

    /// Takes somebody's second factor away, and ends their sessions; the inner error is for the form.
    pub async fn reset_factor(
        &self,
        actor: &Actor,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<(), Errors>, Problem> {
        if let Err(errors) = self.app.signer(cookies, form).await? {
            return Ok(Err(errors));
        }
        let removed = self.app.0.accounts.reset_factor(self.own()?, actor.number).await;
        self.app.note(&removed.map_err(refused)?, None).await.map(Ok)
    }

    /// The address of a link; without its beginning where it is not known under which name browsers reach the server.
    fn address(&self, token: &str) -> Zeroizing<String> {
        let begin = self.app.settings().public_address.as_deref().unwrap_or_default();
        Zeroizing::new(format!("{begin}/welcome/{token}"))
    }

    /// Changes somebody's roles; the inner error is for the form.
    pub async fn set_roles(
        &self,
        actor: &Actor,
        roles: Roles,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<(), Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        match self.app.0.record.set_roles(self.own()?, &signer, actor, roles, self.app.now()).await {
            Ok(_) => {
                self.app.publish().await;
                Ok(Ok(()))
            }
            Err(RecordError::Refused { what, fix }) => {
                Ok(Err(Errors::of("roles", format!("{}. {fix}", crate::words::sentence(&what)))))
            }
            Err(error) => Err(refused(error.into())),
        }
    }

    /// Adds a program that acts in the caller's name; gives its token.
    pub async fn add_program(&self, name: &str, scopes: Scopes) -> Result<Zeroizing<String>, Problem> {
        let now = self.app.now();
        let until = now.checked_add((24 * 365).hours()).ok();
        let added = self.app.0.accounts.add_program(self.own()?, name, scopes, until, now).await;
        let (_, token) = added.map_err(refused)?;
        Ok(token.expose())
    }

    /// Takes a program's token back.
    pub async fn revoke_program(&self, number: i64) -> Result<(), Problem> {
        self.app.0.accounts.revoke_program(self.own()?, number, self.app.now()).await.map_err(refused)
    }
}

fn refused(error: AccountsError) -> Problem {
    match error {
        AccountsError::NoProgram => Problem::not_found(),
        AccountsError::Record(RecordError::Refused { what, fix }) => {
            Problem::conflict(crate::words::sentence(&what), fix)
        }
        other => Problem::failed("users", &other),
    }
}
