using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NumericsCore.Cli.Formulas;
using NumericsCore.Cli.Help;

namespace NumericsCore.Cli.Commands;

/// <summary>The options of the formulas command.</summary>
internal sealed class FormulasOptions
{
    private const int DefaultSteps = 3;

    // exact in a double
    private const double MaxCounts = 1L << 53;

    private static readonly double[] s_defaultGradient = [0.1, 0.2];
    private static readonly NumberRange<double> s_count = new("whole numbers of at least 0", static x => x >= 0 && x <= MaxCounts && x == Math.Floor(x));

    private readonly Argument<string?> _name = new("NAME") { Description = "The formula; without it, the names are listed.", Arity = ArgumentArity.ZeroOrOne };
    private readonly NumberListOption _gradient = new("--gradient", "Optimizers: the gradient of every step; or, given several times, of each step in turn. [default: 0.1,0.2]");
    private readonly NumberListOption _theta = new("--theta", "Optimizers: the parameter before the first step. [default: zeros]");
    private readonly NumberOption<int> _steps = new("--steps", $"Optimizers: how many steps. [default: {DefaultSteps}, or one for each --gradient]", NumberRange.Count(1, 100_000));
    private readonly OptimizerOptions _optimizer;
    private readonly LossOptions _loss = new();
    private readonly NumberListOption _confusion = new("--confusion", "Metrics: the four counts of a confusion matrix, row by row.");
    private readonly Option<string?> _rows = new Option<string?>("--rows") { Description = "Metrics: what a row of the matrix is." }.AcceptOnlyFromAmong("actual", "predicted");
    private readonly Option<string?> _positive = new Option<string?>("--positive") { Description = "Metrics: the positive class." }.AcceptOnlyFromAmong("first", "second");
    private readonly Option<string> _elementType = Options.Choice("--element-type", "In what arithmetic optimizers and losses are worked out.", ElementType.Float64);
    private readonly Option<string> _format = Options.Choice("--format", "How the formula and its values are printed.", FormulaFormat.Table);

    public FormulasOptions()
    {
        _name.AcceptOnlyFromAmong([.. FormulaSubject.All.Select(static subject => subject.Name)]);
        _optimizer = new OptimizerOptions(_name);
    }

    /// <summary>Adds the argument and the options, in the order of the help.</summary>
    public void AddTo(ToolCommand command)
    {
        command.Add(_name);
        command.Add(HelpGroup.Optimizer, _gradient, _theta, _steps);
        _optimizer.AddTo(command);
        command.Add(HelpGroup.Loss, _loss.All);
        command.Add(HelpGroup.Metrics, _confusion, _rows, _positive);
        command.Add(HelpGroup.Output, _elementType, _format);
        command.Validators.Add(RejectForeignOptions);
        command.Validators.Add(RejectHalfInputs);
    }

    /// <summary>What is to be shown; null for the list of all.</summary>
    public FormulaSubject? ReadSubject(ParseResult parsed) => FormulaSubject.Find(parsed.GetValue(_name));

    public FormulaFormat ReadFormat(ParseResult parsed) => _format.Read<FormulaFormat>(parsed);

    /// <summary>The formula with its settings, and its values where there is something to work out.</summary>
    /// <exception cref="InputException">A number is out of its range, or lengths differ.</exception>
    public (FormulaDescription Formula, WorkedFormula? Worked) Read(ParseResult parsed, FormulaSubject subject) => subject.Kind switch
    {
        FormulaKind.Optimizer => ReadOptimizer(parsed),
        FormulaKind.Loss => _loss.Read(parsed, subject, _elementType.Read<ElementType>(parsed)),
        _ => (ConfusionMatrix.Formula, ReadMatrix(parsed)?.Trace()),
    };

    private (FormulaDescription, WorkedFormula?) ReadOptimizer(ParseResult parsed)
    {
        var (optimizer, _) = _optimizer.Read(parsed);
        double[][] gradients = _gradient.Read(parsed), thetas = _theta.Read(parsed);
        if (thetas.Length > 1) throw new InputException("--theta is given several times; expected one list");
        if (gradients.Length == 0) gradients = [thetas.Length == 0 ? s_defaultGradient : [.. thetas[0].Select(static (_, i) => s_defaultGradient[i % 2])]];
        double[] theta = thetas.Length == 1 ? thetas[0] : new double[gradients[0].Length];
        if (theta.Length != gradients[0].Length)
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"--theta has {theta.Length} numbers and --gradient {gradients[0].Length}; expected as many"));
        int steps = _steps.Read(parsed) ?? (gradients.Length > 1 ? gradients.Length : DefaultSteps);
        Tensor[] tensors = [.. gradients.Select(gradient => Vector(parsed, gradient))];
        var worked = optimizer.Trace(Vector(parsed, theta), Enumerable.Range(0, steps).Select(step => tensors[tensors.Length == 1 ? 0 : step]));
        return (worked.Formula, worked);
    }

    private ConfusionMatrix? ReadMatrix(ParseResult parsed)
    {
        double[][] lists = _confusion.Read(parsed, s_count);
        if (lists.Length == 0) return null;
        double[] counts = [.. lists.SelectMany(static list => list)];
        if (counts.Length != 4)
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"--confusion has {counts.Length} counts; expected the 4 of two classes"));
        if (counts.Sum() == 0) throw new InputException("--confusion has no samples; expected a count above 0");
        long[,] matrix = { { (long)counts[0], (long)counts[1] }, { (long)counts[2], (long)counts[3] } };
        string? asked = parsed.GetValue(_rows), positive = parsed.GetValue(_positive);
        if (asked is not ("actual" or "predicted")) throw new InputException($"--rows is '{asked}'; expected actual or predicted");
        if (positive is not ("first" or "second")) throw new InputException($"--positive is '{positive}'; expected first or second");
        var rows = asked == "actual" ? MatrixRows.Actual : MatrixRows.Predicted;
        return ConfusionMatrix.FromCounts(matrix, rows, ["first", "second"], positive == "first" ? 0 : 1);
    }

    private Tensor Vector(ParseResult parsed, double[] values) => Tensor.From(values).To(_elementType.Read<ElementType>(parsed));

    /// <summary>An option that the formula does not have would do nothing, in silence.</summary>
    private void RejectForeignOptions(CommandResult command)
    {
        var subject = FormulaSubject.Find(command.GetValue(_name));
        Option[] own = subject switch
        {
            null => [],
            { Kind: FormulaKind.Optimizer } => [_gradient, _theta, _steps, .. _optimizer.Settings, _elementType, _format],
            { Kind: FormulaKind.Loss } => [.. _loss.Of(subject.Name), _elementType, _format],
            _ => [_confusion, _rows, _positive, _format],
        };
        foreach (var option in command.Children.OfType<OptionResult>().Where(static result => !result.Implicit).Select(static result => result.Option))
        {
            if (own.Contains(option) || option.Recursive) continue;
            command.AddError(subject is null ? $"{option.Name} needs the NAME of a formula." : $"{option.Name} is not an option of {subject.Name}.");
        }
    }

    private void RejectHalfInputs(CommandResult command)
    {
        if (IsGiven(command, _loss.Inputs.Target) != IsGiven(command, _loss.Inputs.Prediction)) command.AddError("--target and --prediction need each other.");
        bool matrix = IsGiven(command, _confusion);
        if (matrix != IsGiven(command, _rows) || matrix != IsGiven(command, _positive))
            command.AddError("--confusion needs --rows and --positive, and they need it: the same four counts give other scores in another order.");
        if (IsGiven(command, _steps) && command.GetResult(_gradient)?.Tokens.Count > 1)
            command.AddError("--steps is for one --gradient; several give a step each.");
    }

    private static bool IsGiven(CommandResult command, Option option) => command.GetResult(option) is { Implicit: false };
}
