import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/rules/schema/call.ts';
import type { ValueUnit } from '../../src/rules/schema/lifetime.ts';
import { lifetimeOf } from '../../src/scan/duration.ts';
import { readExpression } from './expression.ts';

const day = 86_400;
const span: ValueUnit = { number: 's', string: 'ms' };
const moment: ValueUnit = { number: 'epoch-s', string: 'duration' };

const read = async (text: string, language: Language, unit: ValueUnit) => {
  const { value, place } = await readExpression(text, language);
  return lifetimeOf(value, unit, place);
};

describe('a span', () => {
  it.each([
    ['3600', 3600],
    ['60 * 60 * 24 * 30', 30 * day],
    ["'7d'", 7 * day],
    ["'2 days'", 2 * day],
    ["'1y'", 365.25 * day],
    ["'1w'", 7 * day],
    ["'10h'", 36_000],
    ["'15 minutes'", 900],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is code
    ['`${30}d`', 30 * day],
    ["'30' + 'd'", 30 * day],
    ["remember ? '365d' : '1d'", 365 * day],
    ["const ttl = remember ? '30d' : '1d'\nttl", 30 * day],
    ["let ttl = '1h'; if (remember) ttl = '90d'\nttl", 90 * day],
    ['-1', -1],
  ])('%s', async (text, seconds) => {
    expect(await read(text, 'javascript', span)).toEqual({ seconds, fromEnvDefault: false });
  });

  it.each([
    ["process.env.TTL || '30d'", 30 * day],
    ["process.env.TTL ? process.env.TTL : '1d'", day, false],
  ])('%s', async (text, seconds, fromEnvDefault = true) => {
    expect(await read(text, 'javascript', span)).toEqual({ seconds, fromEnvDefault });
  });

  it.each([
    ["'3600'", 3.6],
    ["'86400'", 86.4],
    ['String(3600)', 3.6],
  ])('%s is milliseconds in the ms notation', async (text, seconds) => {
    expect(await read(text, 'javascript', span)).toEqual({ seconds, fromEnvDefault: false, slip: 'digits' });
  });

  it.each([
    ['a bare number in milliseconds', '3600000', { number: 'ms' }, 3600],
    ['a bare number in minutes', '60', { number: 'm' }, 3600],
    ['a bare number in days', '30', { number: 'd' }, 30 * day],
    ['digits in seconds', "'3600'", { digits: 's', string: 'duration' }, 3600],
    ['an ISO period', "'P30D'", { string: 'duration' }, 30 * day],
    ['a Go duration', "'720h'", { string: 'duration' }, 30 * day],
    ['prose', "'90 minutes'", { string: 'duration' }, 5400],
    ["ms('30d')", "ms('30d')", { number: 'ms' }, 30 * day],
  ] as const)('%s', async (_, text, unit, seconds) => {
    expect(await read(text, 'javascript', unit)).toEqual({ seconds, fromEnvDefault: false });
  });

  it.each([
    "'soon'",
    'ttl',
    'config.ttl',
    'getTtl()',
    'true',
    'process.env.TTL',
    "'P30D'",
    'Date.now() + 3600',
    '{}',
    "['1d']",
  ])('cannot tell %s', async (text) => {
    expect(await read(text, 'javascript', span)).toBeUndefined();
  });

  it.each([
    ['a bare text without a unit', "'3600'", { string: 'duration' }],
    ['a bare number without a unit', '3600', { string: 'duration' }],
  ] as const)('cannot tell %s', async (_, text, unit) => {
    expect(await read(text, 'javascript', unit)).toBeUndefined();
  });
});

describe('a moment in JavaScript', () => {
  it.each([
    ['Math.floor(Date.now() / 1000) + 60 * 60', 3600],
    ['Math.floor(Date.now() / 1000) + (60 * 60)', 3600],
    ['3600 + Math.floor(Date.now() / 1000)', 3600],
    ['Math.floor((Date.now() + 3600 * 1000) / 1000)', 3600],
    ['parseInt(Date.now() / 1000) + 5', 5],
    ['(Date.now() / 1000 | 0) + 5', 5],
    ['Math.round(new Date().getTime() / 1000) + 5', 5],
    ['new Date(Date.now() + 1000 * 60)', 60],
    ['const now = Math.floor(Date.now() / 1000)\nnow + 30 * 24 * 60 * 60', 30 * day],
    ['const now = new Date()\nnow.getTime() / 1000 + 60', 60],
    ["dayjs().add(30, 'days').unix()", 30 * day],
    ["dayjs().add(1, 'hour').toDate()", 3600],
    ["moment().add(7, 'd').unix()", 7 * day],
    ['moment().utc().add({ days: 2, hours: 1 }).unix()', 2 * day + 3600],
    ["moment().subtract(1, 'h').unix()", -3600],
    ['DateTime.now().plus({ weeks: 2 }).toSeconds()', 14 * day],
    ['DateTime.utc().plus({ minutes: 5 }).toUnixInteger()', 300],
    ['addDays(new Date(), 30)', 30 * day],
    ['addHours(Date.now(), 2).getTime() / 1000', 7200],
    ["'2h'", 7200],
  ])('%s', async (text, seconds) => {
    expect(await read(text, 'javascript', moment)).toEqual({ seconds, fromEnvDefault: false });
  });

  it.each([
    ['Date.now() + 3600', null, 'epoch-in-ms'],
    ['Date.now() + 1000 * 60 * 60', null, 'epoch-in-ms'],
    ['new Date().getTime() + 3600000', null, 'epoch-in-ms'],
    ["dayjs().add(1, 'h').valueOf()", null, 'epoch-in-ms'],
    ['1735689600000', null, 'epoch-in-ms'],
    ['3600', 3600, 'span-as-epoch'],
    ['60 * 60 * 24', day, 'span-as-epoch'],
  ])('%s is a slip', async (text, seconds, slip) => {
    expect(await read(text, 'javascript', moment)).toEqual({ seconds, fromEnvDefault: false, slip });
  });

  it.each([
    '1735689600',
    'now + 3600',
    'new Date(2099, 1, 1)',
    "new Date('2030-01-01')",
    'Date.now() * 2',
    "dayjs('2030-01-01').unix()",
    "dayjs().add(n, 'days').unix()",
    'dayjs().add(3, unit).unix()',
    'user.exp',
    'Date.now() + ttl',
  ])('cannot tell %s', async (text) => {
    expect(await read(text, 'javascript', moment)).toBeUndefined();
  });
});

describe('Python', () => {
  it.each([
    ['timedelta(days=30)', 30 * day],
    ['timedelta(30)', 30 * day],
    ['timedelta(hours=1, minutes=30)', 5400],
    ['timedelta(weeks=2)', 14 * day],
    ['timedelta(days=1) * 3', 3 * day],
    ['2 * timedelta(days=1)', 2 * day],
    ['timedelta(days=1) + timedelta(hours=1)', day + 3600],
    ['relativedelta(months=1)', 30 * day],
    ['relativedelta(years=+1)', 365 * day],
    ['TTL = 60 * 24 * 8\ntimedelta(minutes=TTL)', 8 * day],
    ['datetime.utcnow() + timedelta(days=365)', 365 * day],
    ['datetime.now(timezone.utc) + timedelta(minutes=15)', 900],
    ['datetime.now(tz=timezone.utc) + timedelta(minutes=15)', 900],
    ['timedelta(minutes=15) + datetime.utcnow()', 900],
    ['tz.now() + timedelta(days=7)', 7 * day],
    ['(datetime.utcnow() + timedelta(hours=1)).timestamp()', 3600],
    ['int((datetime.utcnow() + timedelta(hours=1)).timestamp())', 3600],
    ['datetime.utcnow().replace(tzinfo=timezone.utc) + timedelta(hours=1)', 3600],
    ['calendar.timegm((datetime.utcnow() + timedelta(hours=1)).utctimetuple())', 3600],
    ['time.time() + 3600', 3600],
    ['int(time.time()) + 60 * 60 * 24', day],
    ['round(time.time()) + 60', 60],
    ['exp = datetime.utcnow() + timedelta(days=1)\nexp.timestamp()', day],
    ['int(timedelta(days=1).total_seconds()) + int(time.time())', day],
  ])('%s', async (text, seconds) => {
    expect(await read(text, 'python', moment)).toEqual({ seconds, fromEnvDefault: false });
  });

  it.each([
    ['int(time.time() * 1000) + 3600', null, 'epoch-in-ms'],
    ['3600', 3600, 'span-as-epoch'],
  ])('%s is a slip', async (text, seconds, slip) => {
    expect(await read(text, 'python', moment)).toEqual({ seconds, fromEnvDefault: false, slip });
  });

  it.each([
    'expires',
    'datetime.utcnow() + delta',
    'timedelta(days=n)',
    'timedelta(**kw)',
    'datetime(2099, 1, 1)',
    'datetime.utcnow().replace(year=2099)',
    'datetime.utcnow() * 2',
    'settings.TTL',
    "os.getenv('TTL')",
    'timedelta(fortnights=1)',
  ])('cannot tell %s', async (text) => {
    expect(await read(text, 'python', moment)).toBeUndefined();
  });
});

describe('time in PHP', () => {
  it.each([
    ['time() + 3600', 3600],
    ['\\time() + 60 * 60 * 24 * 365', 365 * day],
    ['3600 + time()', 3600],
    ["strtotime('+1 year')", 365 * day],
    ["strtotime('now +15 minutes')", 900],
    ['$now = time();\nstrtotime("+30 days", $now)', 30 * day],
    ["(new DateTimeImmutable())->modify('+1 hour')", 3600],
    ["(new \\DateTimeImmutable('now'))->modify('+6 months')->getTimestamp()", 180 * day],
    ["new DateTime('+2 weeks')", 14 * day],
    ["(new DateTime())->add(new DateInterval('P1Y'))->getTimestamp()", 365 * day],
    ["(new DateTime())->add(DateInterval::createFromDateString('1 day'))->format('U')", day],
    ['$t = new DateTimeImmutable();\n$t->modify("+10 minutes")', 600],
    ['$t = new DateTimeImmutable();\n$t->getTimestamp() + 900', 900],
    ['now()->addDays(30)', 30 * day],
    ['now()->addDay()', day],
    ['Carbon::now()->addMinutes(15)->timestamp', 900],
    ["Carbon::now('UTC')->addYear()->getTimestamp()", 365 * day],
    ['CarbonImmutable::now()->addMonthsNoOverflow(2)->unix()', 60 * day],
    ['Carbon::now()->subHour()->timestamp', -3600],
    ["Carbon::parse('+3 days')->timestamp", 3 * day],
    ['$at = now()->addHours(2);\n$at->timestamp', 7200],
    ['const TTL = 8 * 3600;\ntime() + TTL', 8 * 3600],
    ["define('TTL', 7200);\ntime() + TTL", 7200],
    ['class A { const TTL = 3600 * 24; }\ntime() + A::TTL', day],
    ['intval(microtime(true)) + 60', 60],
  ])('%s', async (text, seconds) => {
    expect(await read(text, 'php', moment)).toEqual({ seconds, fromEnvDefault: false });
  });

  it.each([
    ["new DateInterval('P1Y')", 365 * day],
    ["new \\DateInterval('PT15M')", 900],
    ['CarbonInterval::days(30)', 30 * day],
    ['CarbonInterval::hour()', 3600],
    ["CarbonInterval::make('1 week')", 7 * day],
  ])('%s', async (text, seconds) => {
    expect(await read(text, 'php', { number: 'm' })).toEqual({ seconds, fromEnvDefault: false });
  });

  it.each([
    ["env('JWT_TTL', 60 * 24)", day],
    ["(int) env('JWT_TTL', '60')", 3600],
    ["getenv('JWT_TTL') ?: 120", 7200],
    ["$_ENV['JWT_TTL'] ?? 120", 7200],
    ["config('jwt.ttl', 60)", 3600],
  ])('%s is a default', async (text, seconds) => {
    expect(await read(text, 'php', { number: 'm' })).toEqual({ seconds, fromEnvDefault: true });
  });

  it.each([
    '$expires',
    'time() + $ttl',
    "strtotime('tomorrow')",
    "strtotime('2030-01-01')",
    'strtotime($when)',
    "(new DateTime('2030-01-01'))->getTimestamp()",
    'Carbon::now()->endOfDay()->timestamp',
    'now()->add($interval)->timestamp',
    "env('JWT_EXP')",
    'time() + config("jwt.ttl")',
  ])('cannot tell %s', async (text) => {
    expect(await read(text, 'php', moment)).toBeUndefined();
  });
});

describe('time in Ruby', () => {
  it.each([
    ['Time.now.to_i + 4 * 3600', 4 * 3600],
    ['Time.now.to_i + 60 * 60 * 24 * 365', 365 * day],
    ['(Time.now + 3600).to_i', 3600],
    ['30.days.from_now.to_i', 30 * day],
    ['24.hours.from_now', day],
    ['1.year.from_now.to_i', 365 * day],
    ['Time.current.to_i + 2.weeks.to_i', 14 * day],
    ['(Time.zone.now + 15.minutes).to_i', 900],
    ['Time.now.utc.advance(days: 7).to_i', 7 * day],
    ['Time.now.since(30.minutes).to_i', 1800],
    ['10.minutes.ago.to_i', -600],
    ['exp = 24.hours.from_now\nexp.to_i', day],
    ['DAYS = 90\nDAYS.days.from_now.to_i', 90 * day],
    ['LIFETIME = 2.weeks\n(Time.now + LIFETIME).to_i', 14 * day],
    ['def expiry\n7.days.from_now\nend\nexpiry.to_i', 7 * day],
    ['Integer(1.hour.from_now)', 3600],
  ])('%s', async (text, seconds) => {
    expect(await read(text, 'ruby', moment)).toEqual({ seconds, fromEnvDefault: false });
  });

  it.each([
    ['2.hours', 7200],
    ['1.day.to_i', day],
    ['30.days.to_i', 30 * day],
    ['1.fortnight', 14 * day],
    ['60 * 60', 3600],
  ])('%s', async (text, seconds) => {
    expect(await read(text, 'ruby', { number: 's' })).toEqual({ seconds, fromEnvDefault: false });
  });

  it.each([
    ["ENV.fetch('JWT_TTL', 3600).to_i", 3600],
    ["ENV.fetch('JWT_TTL') { '86400' }.to_i", day],
    ["(ENV['JWT_TTL'] || 900).to_i", 900],
  ])('%s is a default', async (text, seconds) => {
    expect(await read(text, 'ruby', { number: 's' })).toEqual({ seconds, fromEnvDefault: true });
  });

  it.each([
    'expires_at.to_i',
    'Time.now.to_i + ttl',
    'Time.now.end_of_day.to_i',
    "Time.parse('2030-01-01').to_i",
    'settings.jwt_ttl.from_now',
    "ENV['JWT_EXP'].to_i",
    'nil',
  ])('cannot tell %s', async (text) => {
    expect(await read(text, 'ruby', moment)).toBeUndefined();
  });
});
