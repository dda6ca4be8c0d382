import { usageError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import { type QuestionFormat, questionFormats } from '../reports/recommendation/questions.ts';
import type { DecisionModel } from '../rules/schema/decision.ts';
import { writeReport } from './write-report.ts';

interface Target {
  readonly format: string;
  readonly output?: string | undefined;
  readonly color: boolean;
}

/**
 * Writes every question with its allowed answers.
 * @throws usageError for a form that only a recommendation can take.
 */
export const listQuestions = async (model: DecisionModel, target: Target, io: Io): Promise<void> => {
  const { format, output, color } = target;
  if (!isQuestionFormat(format))
    throw usageError(
      `--list-questions takes --format ${Object.keys(questionFormats).join(', ')}, not ${format}`,
    );
  const look = {
    color: color && output === undefined,
    columns: output === undefined ? io.stdout.columns : 0,
    today: io.now().toISOString().slice(0, 10),
  };
  await writeReport([questionFormats[format](model, look)], output, io);
};

const isQuestionFormat = (format: string): format is QuestionFormat => Object.hasOwn(questionFormats, format);
