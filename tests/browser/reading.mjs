// Whether words that are read aloud can be followed: `node reading.mjs FILE…`. Each text may need at most five years of school
// (Flesch-Kincaid), on average 12 words in a sentence, and in none more than 24. Exit code 1 when one needs more.

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import rs from 'text-readability';

const GRADE = 5;
const AVERAGE = 12;
const LONGEST = 24;

const files = process.argv.slice(2);
const faults = [];
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const sentences = text.split(/(?<=[.?!])\s+/).map((sentence) => sentence.trim()).filter(Boolean);
  const lengths = sentences.map((sentence) => sentence.split(/\s+/).length);
  const average = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  const grade = rs.fleschKincaidGrade(sentences.join(' '));
  const longest = sentences[lengths.indexOf(Math.max(...lengths))];
  if (grade > GRADE) faults.push(`${basename(file)}: needs ${grade} years of school`);
  if (average > AVERAGE) faults.push(`${basename(file)}: ${average.toFixed(1)} words in a sentence`);
  if (Math.max(...lengths) > LONGEST) faults.push(`${basename(file)}: too long a sentence: ${longest}`);
  console.log(`${basename(file)}: grade ${grade}, ${average.toFixed(1)} words in a sentence, ${Math.max(...lengths)} at most`);
}
faults.forEach((fault) => console.error(fault));
process.exit(files.length > 0 && faults.length === 0 ? 0 : 1);
