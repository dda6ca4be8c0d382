import type { Language } from '../../src/rules/schema/call.ts';
import { codeFacts } from '../../src/scan/code/extract.ts';
import type { Value } from '../../src/scan/code/facts.ts';
import type { Place } from '../../src/scan/fold.ts';

const preludes: Readonly<Record<Language, string>> = {
  javascript:
    "import ms from 'ms'; import dayjs from 'dayjs'; import moment from 'moment'; import { DateTime } from 'luxon'; import { addDays, addHours } from 'date-fns';\n",
  typescript: '',
  python:
    'import os, time, calendar\nfrom datetime import datetime, timedelta, timezone\nfrom dateutil.relativedelta import relativedelta\nfrom django.utils import timezone as tz\nfrom decouple import config\n',
  java: 'import java.time.*; import java.time.temporal.ChronoUnit; import java.util.*; import java.util.concurrent.TimeUnit;\n',
  csharp: 'using System;\n',
  go: 'package a\nimport ("time"; "os"; jwt "github.com/golang-jwt/jwt/v5")\n',
  php: '<?php use Carbon\\Carbon; use Carbon\\CarbonInterval; use Carbon\\CarbonImmutable;\n',
  ruby: "require 'active_support'\n",
};

/** The last line of a text as an expression, with the place where its names mean what the lines before say. */
export const readExpression = async (
  text: string,
  language: Language,
): Promise<{ value: Value; place: Place }> => {
  const lines = text.split('\n');
  const source = `${preludes[language]}${lines.slice(0, -1).join('\n')}\n${assignment(language, lines.at(-1) ?? '')}\n`;
  const names = await codeFacts(source, 'a', language);
  const value = names?.assignments.findLast(({ target }) => target[0]?.endsWith('result'))?.value;
  if (!names || !value) throw new Error(`no expression in ${text}`);
  return { value, place: { names, within: -1 } };
};

const assignment = (language: Language, expression: string): string => {
  if (language === 'php') return `$result = ${expression};`;
  return ['java', 'go', 'csharp'].includes(language)
    ? `var result = ${expression};`
    : `result = ${expression}`;
};
