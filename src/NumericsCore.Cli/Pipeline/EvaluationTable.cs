using System.Globalization;
using NumericsCore.Data;
using NumericsCore.Data.Csv;

namespace NumericsCore.Cli.Pipeline;

/// <summary>Rows with known targets, to test a saved model on; those that miss a value are dropped.</summary>
/// <param name="Features">The features in the model's order.</param>
/// <param name="Target">The targets.</param>
/// <param name="RowsRead">The rows of the file.</param>
/// <param name="Unknown">For columns of categories, how many cells are one that the rows trained on did not have.</param>
/// <param name="Groups">For each column to group by, its text in each row.</param>
internal sealed record EvaluationTable(FeatureMatrix Features, Column Target, int RowsRead, IReadOnlyDictionary<string, long> Unknown, IReadOnlyList<(string Column, IReadOnlyList<string> Texts)> Groups)
{
    private const string MissingGroup = "(missing)";
    private const int BlockRows = 1024;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="csv">How it is written.</param>
    /// <param name="pipeline">The model.</param>
    /// <param name="by">Columns to group by.</param>
    /// <exception cref="TableException">Columns are not there, or a cell is no number or none of the classes.</exception>
    /// <exception cref="InputException">No row is left.</exception>
    public static EvaluationTable Read(string path, CsvOptions csv, TablePipeline pipeline, IReadOnlyList<string> by)
    {
        return TableFile.ReadRows(path, csv, pipeline, [pipeline.Target, .. by], reader => Read(reader, path, pipeline, by));
    }

    private static EvaluationTable Read(IFeatureReader reader, string path, TablePipeline pipeline, IReadOnlyList<string> by)
    {
        var csv = reader.Options;
        MissingWords[] missingTexts = [.. by.Select(column => MissingWords.OfTexts(csv, column))];
        var groups = new List<string>[by.Count];
        for (int i = 0; i < groups.Length; i++) groups[i] = [];
        var missing = pipeline.Classes is null ? MissingWords.OfNumbers(csv, pipeline.Target) : MissingWords.OfTexts(csv, pipeline.Target);
        var numbers = CellNumbers.Of(csv);
        var features = new List<double>();
        var targets = new List<string>();
        int width = pipeline.Features.ColumnNames.Count, rows = 0;
        for (var block = reader.Read(BlockRows); block.IsComplete.Count > 0; block = reader.Read(BlockRows))
        {
            int next = 0;
            for (int row = 0; row < block.IsComplete.Count; row++, rows++)
            {
                if (!block.IsComplete[row]) continue;
                int start = width * next++;
                string target = block.Kept[row][0];
                if (missing.Find(System.Text.Encoding.UTF8.GetBytes(target)) != MissingWords.None) continue;
                Require(target, targets.FirstOrDefault(), pipeline, path, block.Lines[row], numbers);
                features.AddRange(block.Values.AsSpan(start, width));
                targets.Add(target);
                for (int i = 0; i < groups.Length; i++)
                {
                    string text = block.Kept[row][i + 1];
                    groups[i].Add(missingTexts[i].Find(System.Text.Encoding.UTF8.GetBytes(text)) == MissingWords.None ? text : MissingGroup);
                }
            }
        }

        if (targets.Count == 0) throw new InputException(FormattableString.Invariant($"{path}: of its {rows} rows none has a target and every feature"));
        Column column = pipeline.Classes is null
            ? new NumericColumn(pipeline.Target, [.. targets.Select(target => Number(target, numbers))])
            : new TextColumn(pipeline.Target, [.. targets]);
        return new EvaluationTable(new FeatureMatrix([.. features], targets.Count, pipeline.Features.ColumnNames), column, rows, reader.Unknown, [.. by.Select((name, i) => (name, (IReadOnlyList<string>)groups[i]))]);
    }

    private static void Require(string target, string? first, TablePipeline pipeline, string path, int? line, CellNumbers numbers)
    {
        if (pipeline.Classes is { } classes)
        {
            if (!classes.Contains(target)) throw new TableException($"'{target}' is none of the classes, which are {ColumnNames.List(classes)}", path, line, pipeline.Target);
        }
        else if (!double.IsFinite(Number(target, numbers)))
        {
            throw new TableException($"'{target}' is not a finite number", path, line, pipeline.Target);
        }
        else if (first is not null && IsTruth(first) != IsTruth(target))
        {
            throw new TableException($"'{target}' {TruthWord.Mixed(IsTruth(first))}", path, line, pipeline.Target);
        }
    }

    private static bool IsTruth(string text) => TruthWord.Of(text) is not null;

    /// <summary>The number of a cell, of true and false 1 and 0 as in training.</summary>
    private static double Number(string text, CellNumbers numbers) => TruthWord.Of(text) is { } truth ? truth ? 1 : 0
        : !numbers.IsUsual ? numbers.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out double marked) ? marked : double.NaN
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}
