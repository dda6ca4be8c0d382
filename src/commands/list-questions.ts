import { usageError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import { type QuestionFormat, questionFormats } from '../reports/recommendation/questions.ts';
import type { DecisionModel } from '../rules/schema/decision.ts';
import { lookFor } from './look-for.ts';
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
  const { format, output } = target;
  if (!isQuestionFormat(format))
    throw usageError(
      `--list-questions takes --format ${Object.keys(questionFormats).join(', ')}, not ${format}`,
    );
  await writeReport([questionFormats[format](model, lookFor(target, io))], output, io);
};

const isQuestionFormat = (format: string): format is QuestionFormat => Object.hasOwn(questionFormats, format);
