using System.Text;
using NumericsCore.Data.Csv;

namespace NumericsCore.Data;

public sealed partial class TablePipeline
{
    private const string PredictionName = "prediction";

    // what a block takes beside a thousand rows of few columns
    private const int MaxBlockRows = 1024;
    private const int MaxBlockValues = 1 << 18;

    /// <summary>
    /// Predicts the rows of a CSV file of any length, in constant memory, and writes CSV: the column "prediction", and, if asked, columns that
    /// are kept before it and "probability CLASS" behind it. A row that misses a value has a blank prediction. The bits are those of <see cref="Predict(Table)"/>.
    /// </summary>
    /// <param name="path">The file, or a pipe. Its columns are found by their names, in whatever order.</param>
    /// <param name="output">Takes the lines, each ended by a line feed.</param>
    /// <param name="options">The defaults if null.</param>
    /// <param name="cancellationToken">Ends it between two blocks.</param>
    /// <exception cref="TableException">
    /// Columns are not there, all of which are named; a cell is no finite number; a quote is misplaced; or the model gives a number that is not finite.
    /// </exception>
    /// <exception cref="ArgumentException">Probabilities are asked of a regression.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public CsvPredictions PredictCsv(string path, TextWriter output, CsvPredictionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(output);
        options ??= new CsvPredictionOptions();
        RequireClasses(options);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        using var reader = new CsvFeatureReader(file, path, options.Csv ?? Reading(new CsvOptions()), this, options.Keep);
        return PredictRows(reader, path, output, options, cancellationToken);
    }

    /// <summary>Predicts the rows that a reader gives, and writes CSV as <see cref="PredictCsv"/> does.</summary>
    internal CsvPredictions PredictRows(IFeatureReader reader, string path, TextWriter output, CsvPredictionOptions options, CancellationToken cancellationToken)
    {
        WriteHeader(output, options, path);
        long rows = 0, incomplete = 0;
        int blockRows = Math.Clamp(MaxBlockValues / Features.ColumnNames.Count, 1, MaxBlockRows);
        var line = new StringBuilder();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var block = reader.Read(blockRows);
            if (block.IsComplete.Count == 0) return new CsvPredictions(rows, incomplete, reader.Ignored) { Unknown = reader.Unknown };
            incomplete += WriteBlock(output, block, options.Probabilities, line);
            rows += block.IsComplete.Count;
        }
    }

    private void RequireClasses(CsvPredictionOptions options)
    {
        if (options.Probabilities && Classes is null) throw new ArgumentException("The model predicts a number, which has no probabilities.", nameof(options));
    }

    /// <summary>The options with this pipeline's words for missing values, and what they leave open as in training.</summary>
    internal CsvOptions Reading(CsvOptions options)
    {
        options = options with { Trained = Csv, MissingOf = MissingWordsOf };
        return MissingWords is null ? options : options with { MissingValues = MissingWords, MissingTexts = MissingWords };
    }

    private void WriteHeader(TextWriter output, CsvPredictionOptions options, string path)
    {
        string[] names = [.. options.Keep, PredictionName, .. options.Probabilities ? Classes!.Select(static name => $"probability {name}") : []];
        if (names.GroupBy(static name => name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw new TableException($"two columns would be written under the name {Quoted.One(twice.Key)}; keep another", path);
        output.Write(string.Join(',', names.Select(Field)) + '\n');
    }

    private long WriteBlock(TextWriter output, FeatureBlock block, bool probabilities, StringBuilder line)
    {
        int complete = block.IsComplete.Count(static isComplete => isComplete), classes = Classes?.Count ?? 0, next = 0;
        var predictions = Predict(new FeatureMatrix(block.Values, complete, Features.ColumnNames));
        for (int row = 0; row < block.IsComplete.Count; row++)
        {
            line.Clear();
            foreach (string text in block.Kept[row]) line.Append(Field(text)).Append(',');
            bool isComplete = block.IsComplete[row];
            if (isComplete) line.Append(Field(predictions.Text(next)));
            for (int c = 0; probabilities && c < classes; c++)
            {
                line.Append(',');
                if (isComplete) line.Append(predictions.ProbabilityText(next * classes + c));
            }

            if (isComplete) next++;
            // which a reader would skip
            else if (line.Length == 0) line.Append("\"\"");
            output.Write(line.Append('\n').ToString());
        }

        return block.IsComplete.Count - complete;
    }

    /// <summary>A text as a field, in quotes where a reader would find something else in it.</summary>
    internal static string Field(string text) => text.AsSpan().ContainsAny(",\"\r\n") || text.Length != text.AsSpan().Trim().Length
        ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : text;
}
