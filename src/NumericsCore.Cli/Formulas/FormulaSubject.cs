using NumericsCore.Cli.Commands;

namespace NumericsCore.Cli.Formulas;

internal enum FormulaKind
{
    Optimizer,
    Loss,
    Metrics,
}

/// <summary>How a formula and its values are printed.</summary>
internal enum FormulaFormat
{
    Table,
    Markdown,
    Latex,
    Json,
}

/// <summary>Something that the formulas command can show.</summary>
internal sealed record FormulaSubject(string Name, FormulaKind Kind, FormulaDescription Formula)
{
    public static IReadOnlyList<FormulaSubject> All { get; } =
    [
        .. OptimizerOptions.Defaults.Select(static optimizer => new FormulaSubject(optimizer.Key, FormulaKind.Optimizer, optimizer.Value().Formula)),
        .. LossOptions.Defaults().Select(static loss => new FormulaSubject(loss.Name, FormulaKind.Loss, loss.Loss.Formula)),
        new("metrics", FormulaKind.Metrics, ConfusionMatrix.Formula),
    ];

    public static FormulaSubject? Find(string? name) => All.FirstOrDefault(subject => subject.Name == name);

    /// <summary>All of them by name, for people.</summary>
    public static string Catalogue()
    {
        int width = All.Max(static subject => subject.Name.Length);
        return string.Join('\n', All.GroupBy(static subject => subject.Kind).Select(group =>
            $"{Heading(group.Key)}\n{string.Join('\n', group.Select(subject => $"  {subject.Name.PadRight(width)}  {subject.Formula.Name}"))}"));
    }

    private static string Heading(FormulaKind kind) => kind switch
    {
        FormulaKind.Optimizer => "optimizers (--gradient, --theta, --steps and settings)",
        FormulaKind.Loss => "losses (--target, --prediction)",
        _ => "metrics (--confusion, --rows, --positive)",
    };
}
