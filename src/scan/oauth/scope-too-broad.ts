import type { Judge } from '../check.ts';
import { codeFile } from './code-text.ts';
import { report } from './report.ts';
import { loginScopes } from './unused-grant.ts';

/** A login that asks for power over a person's data which nothing here uses. */
export const judge: Judge = async (file, rule) => {
  const source = await codeFile(file);
  if (!source) return [];
  return loginScopes(source).flatMap(({ words, entry }) => {
    const broad = words.filter((word) => broadScope.test(word));
    return broad.length === 0
      ? []
      : [
          report(file, rule, {
            start: entry.start,
            end: entry.end,
            identity: ['scope-too-broad', ...broad],
            facts: { scope: broad.join(' ') },
            message: `A login asks for ${broad.map((word) => `"${word}"`).join(', ')}, which nothing here uses; whoever gets such a token has all of it.`,
          }),
        ];
  });
};

/** Writing, administering, or reading everything: GitHub, Google, Microsoft, GitLab, Slack. */
const broadScope =
  /^(?:repo|delete_repo|workflow|write:\w{1,20}|admin:\w{1,30}|gist|user|public_repo|https:\/\/mail\.google\.com\/?|https:\/\/www\.googleapis\.com\/auth\/(?:drive|calendar|gmail\.(?:modify|send|readonly)|contacts|admin\.\w{1,30}(?:\.\w{1,20}){0,3}|cloud-platform|spreadsheets|youtube)|(?:https:\/\/graph\.microsoft\.com\/)?(?:\.default|Mail\.(?:ReadWrite|Send|Read)|Files\.ReadWrite(?:\.All)?|Directory\.\w{1,20}\.All|User\.(?:ReadWrite|Read)\.All|Group\.ReadWrite\.All)|api|write_repository|sudo|\*)$/i;
