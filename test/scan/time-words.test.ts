import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/rules/schema/call.ts';
import type { ValueUnit } from '../../src/rules/schema/lifetime.ts';
import { lifetimeOf } from '../../src/scan/duration.ts';
import { overflowIn } from '../../src/scan/overflow.ts';
import { readExpression } from './expression.ts';

const hour = 3600;
const day = 86_400;
const moment: ValueUnit = { number: 'epoch-s', string: 'duration' };

const read = async (text: string, language: Language, unit: ValueUnit = moment) => {
  const { value, place } = await readExpression(text, language);
  return lifetimeOf(value, unit, place);
};

describe('time in Go', () => {
  it.each([
    ['24 * time.Hour', day],
    ['time.Hour * 24 * 30', 30 * day],
    ['15 * time.Minute', 900],
    ['time.Duration(720) * time.Hour', 30 * day],
    ['3600 * time.Second', hour],
    ['90 * time.Minute + 30 * time.Second', 5430],
    ['const ttl = 7 * 24 * time.Hour\nttl', 7 * day],
    ['time.Now().Add(15 * time.Minute)', 900],
    ['time.Now().Add(time.Hour * 24 * 365).Unix()', 365 * day],
    ['time.Now().UTC().Add(time.Hour)', hour],
    ['time.Now().AddDate(1, 0, 0)', 365 * day],
    ['time.Now().AddDate(0, 1, 2).Unix()', 32 * day],
    ['time.Now().Unix() + 3600', hour],
    ['time.Now().Unix() + int64(60*60*24)', day],
    ['int64(time.Now().Unix()) + 60*60*72', 3 * day],
    ['jwt.NewNumericDate(time.Now().Add(2 * time.Hour))', 2 * hour],
    ['&jwt.NumericDate{Time: time.Now().Add(48 * time.Hour)}', 2 * day],
    ['jwt.NewNumericDate(time.Unix(time.Now().Unix()+600, 0))', 600],
    ['time.Now().Add(-time.Hour)', -hour],
    ['time.Now().Local().Truncate(time.Second).Add(time.Minute * time.Duration(5))', 300],
    ['var now = time.Now()\nnow.Add(8 * time.Hour)', 8 * hour],
    ['var end = time.Now().Add(time.Hour)\nend.Unix()', hour],
    ['time.Now().Add(time.Duration(0x10) * time.Hour)', 16 * hour],
    ['time.Now().Add(1_000 * time.Second)', 1000],
  ])('%s', async (text, seconds) => {
    expect(await read(text, 'go')).toEqual({ seconds, fromEnvDefault: false });
  });

  it('takes milliseconds and nanoseconds for what they are', async () => {
    const slip = { seconds: null, fromEnvDefault: false, slip: 'epoch-in-ms' };
    expect(await read('time.Now().Add(time.Hour).UnixMilli()', 'go')).toEqual(slip);
    expect(await read('time.Now().Add(time.Hour).UnixNano()', 'go')).toEqual(slip);
  });

  it('reads a span in a text', async () => {
    expect(await read('time.Now().Add(parsed)', 'go')).toBeUndefined();
    expect(await read('time.ParseDuration("720h")', 'go')).toEqual({
      seconds: 30 * day,
      fromEnvDefault: false,
    });
  });

  it.each([
    'ttl',
    'time.Now().Add(cfg.TTL)',
    'time.Now().Add(ttl)',
    'time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)',
    'time.Now().AddDate(years, 0, 0)',
    'os.Getenv("TTL")',
    'time.Hour * time.Hour',
    'other.Now().Add(time.Hour)',
    'time.Since(start)',
  ])('cannot tell %s', async (text) => {
    expect(await read(text, 'go')).toBeUndefined();
  });
});

describe('time in Java', () => {
  it.each([
    ['Duration.ofDays(30)', 30 * day],
    ['Duration.ofMinutes(15).plusSeconds(30)', 930],
    ['Duration.of(12, ChronoUnit.HOURS)', 12 * hour],
    ['Duration.parse("PT1H30M")', 5400],
    ['Period.ofYears(1)', 365 * day],
    ['Duration.ofHours(2).multipliedBy(3)', 6 * hour],
    ['new Date(System.currentTimeMillis() + 3600000)', hour],
    ['new Date(System.currentTimeMillis() + 1000L * 60 * 60 * 24 * 365)', 365 * day],
    ['new Date(System.currentTimeMillis() + TimeUnit.DAYS.toMillis(30))', 30 * day],
    ['new Date(new Date().getTime() + 15 * 60 * 1000)', 900],
    ['final long now = System.currentTimeMillis();\nnew Date(now + 60_000)', 60],
    ['Date now = new Date();\nnew Date(now.getTime() + 86400000)', day],
    ['Date.from(Instant.now().plus(30, ChronoUnit.DAYS))', 30 * day],
    ['Date.from(Instant.now().plusSeconds(900))', 900],
    ['Instant.now().plus(Duration.ofHours(8))', 8 * hour],
    ['Instant.now().getEpochSecond() + 3600', hour],
    ['System.currentTimeMillis() / 1000 + 900', 900],
    ['LocalDateTime.now().plusYears(1).atZone(ZoneId.systemDefault()).toInstant()', 365 * day],
    ['Date.from(LocalDateTime.now().plusDays(7).toInstant(ZoneOffset.UTC))', 7 * day],
    ['ZonedDateTime.now().plusMinutes(10).toInstant()', 600],
    ['OffsetDateTime.now().plusMonths(2)', 60 * day],
    ['Instant.now().minus(1, ChronoUnit.HOURS)', -hour],
    ['clock.instant().plusSeconds(60)', 60],
    ['DateUtils.addDays(new Date(), 14)', 14 * day],
    ['new Date(System.currentTimeMillis() + Duration.ofDays(2).toMillis())', 2 * day],
    ['Instant.now().plusMillis(Long.parseLong("5000"))', 5],
    ['Instant.now().plus(5, HOURS)', 5 * hour],
  ])('%s', async (text, seconds) => {
    expect(await read(text, 'java')).toEqual({ seconds, fromEnvDefault: false });
  });

  it.each(['Instant.MAX', 'new Date(Long.MAX_VALUE)', 'LocalDateTime.MAX'])(
    '%s never comes',
    async (text) => {
      expect(await read(text, 'java')).toEqual({ seconds: null, fromEnvDefault: false });
    },
  );

  it.each([
    'expires',
    'new Date(expires)',
    'Date.from(Instant.now().plus(ttl))',
    'Instant.now().plus(n, ChronoUnit.DAYS)',
    'new Date(1999, 1, 1)',
    'Duration.ofDays(days)',
    'Instant.parse("2099-01-01T00:00:00Z")',
    'settings.getEnd()',
  ])('cannot tell %s', async (text) => {
    expect(await read(text, 'java')).toBeUndefined();
  });

  it.each([
    ['1000 * 60 * 60 * 24 * 30', -1_702_967.296],
    ['1000 * 60 * 60 * 24 * 50', 25_032.704],
    ['1000 * 60 * 60 * 24 * 24', 24 * day],
    ['1000L * 60 * 60 * 24 * 30', 30 * day],
  ])('%s is worked out in as many bits as Java takes', async (text, seconds) => {
    const { value, place } = await readExpression(`new Date(System.currentTimeMillis() + ${text})`, 'java');
    const life = lifetimeOf(value, moment, place);
    expect(life?.seconds).toBeCloseTo(seconds, 3);
    expect(overflowIn(value, place) === undefined).toBe(seconds % day === 0);
  });
});

describe('time in C#', () => {
  it.each([
    ['TimeSpan.FromDays(30)', 30 * day],
    ['TimeSpan.FromMinutes(15)', 900],
    ['new TimeSpan(1, 30, 0)', 5400],
    ['new TimeSpan(7, 0, 0, 0)', 7 * day],
    ['TimeSpan.Parse("1.02:00:00")', 26 * hour],
    ['TimeSpan.FromHours(1).Add(TimeSpan.FromMinutes(5))', 3900],
    ['DateTime.UtcNow.AddDays(365)', 365 * day],
    ['DateTime.Now.AddMinutes(60 * 24)', day],
    ['DateTime.UtcNow.Add(TimeSpan.FromHours(8))', 8 * hour],
    ['DateTime.UtcNow + TimeSpan.FromDays(1)', day],
    ['DateTime.UtcNow.AddMonths(1).AddDays(1)', 31 * day],
    ['DateTime.UtcNow.AddYears(1)', 365 * day],
    ['DateTimeOffset.UtcNow.AddHours(1).UtcDateTime', hour],
    ['DateTimeOffset.UtcNow.AddSeconds(900).ToUnixTimeSeconds()', 900],
    ['new DateTimeOffset(DateTime.UtcNow.AddDays(2)).ToUnixTimeSeconds()', 2 * day],
    ['DateTimeOffset.Now.ToUnixTimeSeconds() + 3600', hour],
    ['_clock.UtcNow.AddMinutes(5)', 300],
    ['TimeProvider.System.GetUtcNow().AddMinutes(10).UtcDateTime', 600],
    ['var now = DateTime.UtcNow;\nnow.AddDays(7)', 7 * day],
    ['var ttl = TimeSpan.FromDays(3);\nDateTime.UtcNow.Add(ttl)', 3 * day],
    ['var end = DateTimeOffset.UtcNow.AddDays(1);\nend.UtcDateTime', day],
    ['DateTime.UtcNow.AddDays(Convert.ToDouble("30"))', 30 * day],
    ['DateTime.UtcNow.AddHours(-1)', -hour],
    ['DateTime.UtcNow.AddDays(0.5)', 43_200],
  ])('%s', async (text, seconds) => {
    expect(await read(text, 'csharp')).toEqual({ seconds, fromEnvDefault: false });
  });

  it.each([
    ['(int)TimeSpan.FromHours(2).TotalSeconds', 2 * hour],
    ['var ttl = TimeSpan.FromMinutes(30);\nttl.TotalSeconds', 1800],
  ])('%s in seconds', async (text, seconds) => {
    expect(await read(text, 'csharp', { number: 's' })).toEqual({ seconds, fromEnvDefault: false });
  });

  it.each(['DateTime.MaxValue', 'TimeSpan.MaxValue', 'DateTimeOffset.MaxValue'])(
    '%s never comes',
    async (text) => {
      expect(await read(text, 'csharp')).toEqual({ seconds: null, fromEnvDefault: false });
    },
  );

  it.each([
    'expires',
    'DateTime.UtcNow.AddDays(days)',
    'DateTime.UtcNow.Add(_options.Lifetime)',
    'new DateTime(2099, 1, 1)',
    'DateTime.UtcNow.AddMinutes(Convert.ToDouble(_config["Jwt:Minutes"]))',
    'TimeSpan.FromDays(options.Days)',
    'DateTime.Parse("2099-01-01")',
  ])('cannot tell %s', async (text) => {
    expect(await read(text, 'csharp')).toBeUndefined();
  });
});
