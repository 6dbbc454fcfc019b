using System.CommandLine;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Cli.Reports;
using NumericsCore.Data;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Commands;

/// <summary>The command that says which columns a saved model's predictions depend on, and how.</summary>
internal static class ExplainCommand
{
    public const string Name = "explain";

    /// <summary>The command on one line.</summary>
    public const string Usage = "explain MODEL.safetensors FILE.csv [options]";

    private static readonly Dictionary<string, ImportanceScore> s_scores = new()
    {
        ["accuracy"] = ImportanceScore.Accuracy,
        ["roc-auc"] = ImportanceScore.RocAuc,
        ["cross-entropy"] = ImportanceScore.CrossEntropy,
        ["r2"] = ImportanceScore.R2,
        ["mae"] = ImportanceScore.MeanAbsoluteError,
        ["rmse"] = ImportanceScore.RootMeanSquaredError,
    };

    public static Command Create()
    {
        var model = new ModelOptions();
        var score = new Option<string?>("--score") { Description = "What permuting a column is to make worse: accuracy, roc-auc or cross-entropy of classes; r2, mae or rmse of numbers. [default: accuracy or r2]", HelpName = "SCORE" }.AcceptOnlyFromAmong([.. s_scores.Keys]);
        var repeats = new NumberOption<int>("--repeats", "Permutations of each column.", NumberRange.Count(1, 1000), 5);
        var steps = new NumberOption<int>("--steps", "Steps of the integrated gradients.", NumberRange.Count(1, 10_000), 50);
        var rows = new NumberOption<int>("--rows", "The most rows to look at; the seed chooses them.", NumberRange.Count(1), 10_000);
        var seed = new NumberOption<ulong>("--seed", "Decides permutations and rows.", NumberRange.Any, 0);
        var dependence = new Option<string[]>("--dependence") { Description = "A column to show the partial dependence on; may be given several times.", HelpName = "COLUMN", DefaultValueFactory = static _ => [] };
        var attributions = new Option<string?>("--attributions") { Description = "Write what each column adds to the prediction of each row to this file, which is replaced whole.", HelpName = "FILE.csv" };
        var json = Options.Flag("--json", "Print one JSON object instead of text.");
        var command = new ToolCommand(Name, "Says which columns of a CSV table, with its target, the predictions of a saved model depend on, and how.", Usage)
        {
            Examples =
            [
                new("importances, and the dependence on one column", "explain m.safetensors test.csv --dependence age"),
                new("what each column adds to each prediction", "explain m.safetensors test.csv --attributions a.csv"),
            ],
        };
        model.AddTo(command);
        command.Add(HelpGroup.Evaluation, score, repeats, steps, rows, dependence);
        command.Add(HelpGroup.Run, seed);
        command.Add(HelpGroup.Output, attributions, json);
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken));
        return command;

        int Run(ParseResult parsed, CancellationToken cancellationToken)
        {
            var settings = new ExplainSettings(
                parsed.GetValue(score) is { } word ? Score(word) : null, repeats.Value(parsed), steps.Value(parsed), rows.Value(parsed), seed.Value(parsed), parsed.GetRequiredValue(dependence));
            return Explain(model, parsed, settings, parsed.GetValue(attributions), parsed.GetValue(json), cancellationToken);
        }
    }

    private static int Explain(ModelOptions options, ParseResult parsed, ExplainSettings settings, string? attributions, bool json, CancellationToken cancellationToken)
    {
        var (model, file) = options.Files(parsed);
        if (attributions is not null) FileNames.RequireOther(attributions, "--attributions", model, file);
        using var written = attributions is null ? null : OutputFile.Open(attributions, "--attributions");
        var pipeline = options.Load(parsed);
        var rows = InputWarnings.Advised(() => KnownRows.Read(file, options.Csv(parsed, pipeline), pipeline));
        var explanation = Explanation.Of(pipeline, rows.Sample(settings.Rows, settings.Seed), settings, cancellationToken);
        written?.Write(stream => AttributionFile.Write(stream, explanation.Attributions));
        new ExplainReport(parsed.InvocationConfiguration.Output, json).Write(file, rows, explanation, attributions);
        return ExitCodes.Success;
    }

    // the name of an option can stand here, which the parser's own check lets pass
    private static ImportanceScore Score(string word) => s_scores.TryGetValue(word, out var score) ? score : throw new InputException($"--score is '{word}'; expected one of {string.Join(", ", s_scores.Keys)}");

    /// <summary>A score's name as the option takes it.</summary>
    public static string Word(ImportanceScore score) => s_scores.Single(pair => pair.Value == score).Key;
}
