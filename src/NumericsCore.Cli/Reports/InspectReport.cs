using System.Globalization;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Data;
using Spectre.Console;

namespace NumericsCore.Cli.Reports;

/// <summary>What a safetensors file holds, as text.</summary>
internal sealed class InspectReport(TextWriter output)
{
    // more would not be read
    private const int MaxTensors = 1000;
    private const int MaxEntries = 100;
    private const int MaxValue = 200;

    private readonly IAnsiConsole _console = TextConsole.Create(output);

    public void Write(SafetensorsFile file)
    {
        _console.Line(FormattableString.Invariant($"{file.Path}: {file.Tensors.Count} tensors, {file.Tensors.Sum(static tensor => tensor.ElementCount):N0} elements, {file.Tensors.Sum(static tensor => tensor.ByteLength):N0} bytes"));
        if (file.Tensors.Count > 0) _console.WriteTable(["Tensor", "Type", "Shape", "Bytes"], numbersFrom: 3, file.Tensors.Take(MaxTensors).Select(Row));
        if (file.Tensors.Count > MaxTensors) _console.Line(FormattableString.Invariant($"and {file.Tensors.Count - MaxTensors} tensors more"));
        foreach (var (key, value) in file.Metadata.Take(MaxEntries)) _console.Line($"metadata {Cut(key)}: {Cut(value)}");
        if (file.Metadata.Count > MaxEntries) _console.Line(FormattableString.Invariant($"and {file.Metadata.Count - MaxEntries} entries of metadata more"));
        if (file.Metadata.ContainsKey(TablePipeline.Key)) WriteTable(file);
    }

    /// <summary>An entry of the metadata, whole.</summary>
    public void Value(string value) => output.WriteLine(string.Join('\n', value.ReplaceLineEndings("\n").Split('\n').Select(PrintableText.Of)));

    private void WriteTable(SafetensorsFile file)
    {
        TablePipelineParts parts;
        try
        {
            parts = TablePipelineParts.Read(file);
        }
        // what else the file holds is shown all the same
        catch (ModelFileException e)
        {
            _console.Line($"it cannot predict tables: {e.Message}");
            return;
        }

        if (parts.Columns is { } columns) _console.WriteColumns(columns);
        var features = parts.Features;
        _console.WriteTable(
            ["Column", "Mean", "Scale"], numbersFrom: 1,
            features.ColumnNames.Take(MaxTensors).Select((name, i) => (string[])[name, EpochText.Number(features.Means[i]), EpochText.Number(features.Scales[i])]));
        if (features.ColumnNames.Count > MaxTensors) _console.Line(FormattableString.Invariant($"and {features.ColumnNames.Count - MaxTensors} columns more"));
        _console.Line(parts.Classes is { } classes
            ? $"predicts '{parts.Target}': one of {ColumnNames.List(classes)}{(classes.Length == 2 ? FormattableString.Invariant($"; '{classes[1]}' from probability {parts.Threshold} on") : "")}"
            : FormattableString.Invariant($"predicts '{parts.Target}': a number, mean {parts.TargetScaler!.Means[0]}, scale {parts.TargetScaler.Scales[0]}"));
    }

    private static string[] Row(SafetensorsTensor tensor) =>
        [Cut(tensor.Name), tensor.Type.ToString(), $"[{string.Join(", ", tensor.Shape)}]", tensor.ByteLength.ToString("N0", CultureInfo.InvariantCulture)];

    private static string Cut(string text) =>
        text.Length <= MaxValue ? text : FormattableString.Invariant($"{Quoted.Start(text, MaxValue)}… ({text.Length} characters)");
}
