/** Small repositories, each of a usual kind. No value in them is a secret. */
export const miniRepositories = {
  'express with JWTs and its own login': {
    'package.json': '{"name": "shop", "private": true, "workspaces": ["api", "web"]}\n',
    'api/package.json':
      '{\n  "name": "api",\n  "dependencies": {\n    "bcrypt": "^5.1.1",\n    "express": "^4.19.2",\n    "jsonwebtoken": "^9.0.2"\n  }\n}\n',
    'api/src/login.js': `const bcrypt = require('bcrypt');
const jwt = require('jsonwebtoken');
const users = require('./users');

module.exports = async (req, res) => {
  const user = await users.byEmail(req.body.email);
  if (!user || !(await bcrypt.compare(req.body.password, user.hash))) return res.sendStatus(401);
  res.json({ token: jwt.sign({ sub: user.id }, process.env.JWT_SECRET, { expiresIn: '15m' }) });
};
`,
    'api/src/require-user.js': `const jwt = require('jsonwebtoken');

module.exports = (req, res, next) => {
  const token = (req.headers.authorization ?? '').replace('Bearer ', '');
  req.user = jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256'] });
  next();
};
`,
    'api/test/login.test.js': `const jwt = require('jsonwebtoken');
const nock = require('nock');
const Stripe = require('stripe');

test('signs in', () => expect(jwt.verify(token, 'k')).toBeTruthy());
`,
    'web/package.json':
      '{\n  "name": "web",\n  "dependencies": { "react": "^18.3.1", "react-dom": "^18.3.1" }\n}\n',
    'web/src/main.jsx':
      "import { createRoot } from 'react-dom/client';\ncreateRoot(document.body).render(null);\n",
  },
  'Next.js with Auth.js and Google': {
    'package.json':
      '{\n  "dependencies": {\n    "next": "14.2.3",\n    "next-auth": "5.0.0-beta.19",\n    "react-dom": "18.3.1"\n  }\n}\n',
    'auth.ts': `import NextAuth from 'next-auth';
import Google from 'next-auth/providers/google';

export const { handlers, auth, signIn, signOut } = NextAuth({ providers: [Google] });
`,
    'app/page.tsx': 'export default function Page() {\n  return <p>Hello</p>;\n}\n',
  },
  'Django with sessions': {
    'requirements.txt': 'Django==5.0.6\ngunicorn==22.0.0\n',
    'shop/settings.py': `INSTALLED_APPS = ['django.contrib.auth', 'django.contrib.sessions', 'shop']
MIDDLEWARE = [
    'django.middleware.security.SecurityMiddleware',
    'django.contrib.sessions.middleware.SessionMiddleware',
]
`,
    'shop/views.py': `from django.contrib.auth import authenticate, login
from django.shortcuts import redirect


def sign_in(request):
    user = authenticate(request, username=request.POST['name'], password=request.POST['password'])
    if user is None:
        return redirect('/login')
    login(request, user)
    return redirect('/')
`,
  },
  'FastAPI with JWTs': {
    'pyproject.toml':
      '[project]\nname = "api"\ndependencies = [\n  "fastapi>=0.111",\n  "python-jose[cryptography]",\n  "passlib[bcrypt]",\n]\n',
    'app/security.py': `from datetime import datetime, timedelta, timezone

from jose import JWTError, jwt
from passlib.context import CryptContext

pwd_context = CryptContext(schemes=['bcrypt'])


def create_access_token(sub: str) -> str:
    expires = datetime.now(timezone.utc) + timedelta(minutes=15)
    return jwt.encode({'sub': sub, 'exp': expires}, settings.secret_key, algorithm='HS256')


def current_user(token: str) -> str:
    return jwt.decode(token, settings.secret_key, algorithms=['HS256'])['sub']
`,
  },
  'Go service that calls Stripe': {
    'go.mod':
      'module example.org/billing\n\ngo 1.22\n\nrequire (\n\tgithub.com/stripe/stripe-go/v78 v78.9.0\n)\n',
    'main.go': `package main

import (
	"net/http"
	"os"

	"github.com/stripe/stripe-go/v78"
	"github.com/stripe/stripe-go/v78/charge"
)

func main() {
	stripe.Key = os.Getenv("STRIPE_KEY")
	http.ListenAndServe(":8080", handler(charge.New))
}
`,
    '.github/workflows/deploy.yml': `on: push
permissions:
  id-token: write
  contents: read
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: arn:aws:iam::111122223333:role/deploy
          aws-region: eu-central-1
`,
  },
  'Expo app with an embedded key': {
    'package.json':
      '{\n  "main": "expo-router/entry",\n  "dependencies": {\n    "expo": "~51.0.8",\n    "react-native": "0.74.1"\n  }\n}\n',
    'app.json': '{\n  "expo": {\n    "name": "weather",\n    "slug": "weather"\n  }\n}\n',
    'lib/weather.ts': `const key = process.env.EXPO_PUBLIC_WEATHER_API_KEY;

export const forecast = async (city: string) =>
  (await fetch('https://api.weather.example/v1?q=' + city, { headers: { 'X-API-Key': key } })).json();
`,
  },
  'MCP server': {
    'package.json':
      '{\n  "dependencies": {\n    "@modelcontextprotocol/sdk": "^1.12.0",\n    "express": "^5.0.1"\n  }\n}\n',
    'src/index.ts': `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';

const server = new McpServer({ name: 'notes', version: '1.0.0' });
await server.connect(new StreamableHTTPServerTransport({ sessionIdGenerator: undefined }));
`,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export type MiniRepository = keyof typeof miniRepositories;
