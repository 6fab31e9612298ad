// A real provider of OpenID Connect (npm oidc-provider) for tests. It prints its address, and ends with its standard input.
//
//   node provider.mjs '{"back": ["http://…/sign-in/provider/return"], "port": 0, "secret": "…", "host": "localhost"}'
//
// Under another name than 127.0.0.1 it is another site to a browser.
// People sign in with their subject as the name and any password. POST /test/… changes what happens next:
//   /test/person  {"subject": "a-1", "name": "R. Moss", "roles": ["Tipstaff.Officer"]}
//   /test/token   {"how": "tampered"}   the next ID token is spoilt in this way
//   /test/keys    {}                    the provider signs with other keys from now on
//   /test/seen    {}                    what was asked of the address for authorisation last
import http from 'node:http';
import { Provider } from 'oidc-provider';
import * as jose from 'jose';

const settings = JSON.parse(process.argv[2]);
const people = new Map();
let spoil = null;
let seen = null;
let keys = await freshKeys();
let callback;

async function freshKeys() {
  const { privateKey } = await jose.generateKeyPair('RS256', { extractable: true });
  const jwk = await jose.exportJWK(privateKey);
  return { ...jwk, kid: await jose.calculateJwkThumbprint(jwk), alg: 'RS256', use: 'sig' };
}

function person(subject) {
  const known = people.get(subject) ?? { name: subject, roles: [] };
  return { accountId: subject, claims: async () => ({ sub: subject, ...known }) };
}

function make(address) {
  const provider = new Provider(address, {
    jwks: { keys: [keys] },
    clients: [
      { client_id: 'tipstaff', client_secret: settings.secret, redirect_uris: settings.back,
        post_logout_redirect_uris: settings.back.map((back) => new URL('/sign-in', back).href) },
      { client_id: 'somebody-else', client_secret: 'nothing to us, but long enough', redirect_uris: settings.back },
    ],
    cookies: { keys: ['for a test and no secret'] },
    claims: { openid: ['sub'], profile: ['name', 'roles'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    pkce: { required: () => true },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, subject) => person(subject),
    // What somebody agreed to is not what these tests are about.
    loadExistingGrant: async (ctx) => {
      const grant = new provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 3600, Grant: 600 },
  });
  provider.use(async (ctx, next) => {
    if (ctx.path === '/auth') seen = ctx.query;
    await next();
    if (ctx.path === '/token' && spoil && ctx.body?.id_token) {
      ctx.body = { ...ctx.body, id_token: await spoilt(ctx.body.id_token, spoil, address) };
      spoil = null;
    }
  });
  callback = provider.callback();
  return provider;
}

/** An ID token that is not what it has to be, and everything else of it is. */
async function spoilt(token, how, address) {
  const [head, body, signature] = token.split('.');
  const claims = jose.decodeJwt(token);
  const now = Math.floor(Date.now() / 1000);
  const changes = {
    audience: { aud: 'somebody-else' },
    audiences: { aud: ['tipstaff', 'somebody-else'] },
    issuer: { iss: 'https://login.elsewhere.test' },
    expired: { iat: now - 300, exp: now - 240 },
    future: { iat: now + 600, exp: now + 1200 },
    nonce: { nonce: 'of another question' },
    'proved-earlier': { auth_time: now - 3600 },
    'proved-never': { auth_time: undefined },
    'somebody-else': { sub: 'z-9' },
  };
  if (how === 'tampered') {
    const other = { ...claims, roles: ['Tipstaff.Admin'] };
    return [head, jose.base64url.encode(JSON.stringify(other)), signature].join('.');
  }
  const changed = { ...claims, ...changes[how] };
  if (how === 'none') {
    return new jose.UnsecuredJWT(changed).encode();
  }
  if (how === 'secret') {
    const secret = new TextEncoder().encode(settings.secret);
    return new jose.SignJWT(changed).setProtectedHeader({ alg: 'HS256' }).sign(secret);
  }
  const signing = how === 'key' ? await freshKeys() : keys;
  const header = { alg: 'RS256', kid: signing.kid };
  return new jose.SignJWT(changed).setProtectedHeader(header).sign(await jose.importJWK(signing, 'RS256'));
}

function read(request) {
  return new Promise((resolve) => {
    let text = '';
    request.on('data', (part) => { text += part; });
    request.on('end', () => resolve(text));
  });
}

const server = http.createServer(async (request, response) => {
  const url = new URL(request.url, address);
  if (url.pathname.startsWith('/test/')) {
    const told = JSON.parse((await read(request)) || '{}');
    if (url.pathname === '/test/person') people.set(told.subject, { name: told.name, roles: told.roles });
    if (url.pathname === '/test/token') spoil = told.how;
    if (url.pathname === '/test/keys') {
      keys = await freshKeys();
      provider = make(address);
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(url.pathname === '/test/seen' ? seen : {}));
  } else if (url.pathname.startsWith('/interaction/')) {
    if (request.method === 'POST') {
      const fields = new URLSearchParams(await read(request));
      const outcome = fields.get('refuse')
        ? { error: 'access_denied', error_description: 'somebody said no' }
        : { login: { accountId: fields.get('login'), remember: true } };
      await provider.interactionFinished(request, response, outcome, { mergeWithLastSubmission: false });
    } else {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><html lang="en"><title>Example Police sign-in</title><main><h1>Example Police</h1>
        <form method="post" action="${url.pathname}">
        <p><label>Name <input name="login" autocomplete="username"></label></p>
        <p><label>Password <input name="password" type="password" autocomplete="current-password"></label></p>
        <p><button>Sign in</button></p></form></main></html>`);
    }
  } else {
    callback(request, response);
  }
});

let address;
let provider;
server.listen(settings.port ?? 0, '127.0.0.1', () => {
  address = `http://${settings.host ?? '127.0.0.1'}:${server.address().port}`;
  provider = make(address);
  console.log(address);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
