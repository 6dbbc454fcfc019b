using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using NumericsCore.Cli.Help;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Commands;

/// <summary>The options that choose and set the optimizer.</summary>
internal sealed class OptimizerOptions
{
    private const string DefaultName = "adam";
    private const double DefaultBeta2 = 0.999;
    private const double DefaultBeta2OfLion = 0.99;

    /// <summary>Each optimizer with its default settings.</summary>
    public static IReadOnlyDictionary<string, Func<Optimizer>> Defaults { get; } = new OrderedDictionary<string, Func<Optimizer>>
    {
        ["sgd"] = static () => new Sgd(),
        ["adam"] = static () => new Adam(),
        ["adagrad"] = static () => new Adagrad(),
        ["adadelta"] = static () => new Adadelta(),
        ["rmsprop"] = static () => new RmsProp(),
        ["adamw"] = static () => new AdamW(),
        ["nadam"] = static () => new NAdam(),
        ["radam"] = static () => new RAdam(),
        ["lion"] = static () => new Lion(),
        ["adamax"] = static () => new Adamax(),
    };

    private readonly Option<string> _name = Options.Choice("--optimizer", "The update rule.", DefaultName, [.. Defaults.Keys]);
    private readonly Option<string> _convention = Options.Choice("--convention", "Whose defaults and arithmetic the optimizer has.", Convention.PyTorch);
    private readonly NumberOption<double> _learningRate = new("--learning-rate", "The learning rate. [default: the convention's; 0.001 for adam]", NumberRange.NotNegative);
    private readonly NumberOption<double> _weightDecay = new("--weight-decay", "The weight decay. [default: 0; of adamw the convention's, 0.01]", NumberRange.NotNegative);
    private readonly Option<bool?> _decoupled = new("--decoupled") { Description = "Whether the weight decay acts on the weights and not through the gradient. [default: true for keras and lion, else false]", HelpName = "true|false" };
    private readonly NumberOption<double> _clipNorm = new("--clip-norm", "Scales the gradient down to this Euclidean norm.", NumberRange.Positive);
    private readonly NumberOption<double> _clipValue = new("--clip-value", "Moves each element of the gradient into [-X, X].", NumberRange.Positive);
    private readonly NumberOption<double> _momentum = new("--momentum", "sgd, rmsprop: the momentum.", NumberRange.BelowOne, 0);
    private readonly NumberOption<double> _dampening = new("--dampening", "sgd: the dampening of the momentum.", NumberRange.UpToOne, 0);
    private readonly Option<bool> _nesterov = Options.Flag("--nesterov", "sgd: Nesterov's momentum.");
    private readonly NumberOption<double> _beta1 = new("--beta1", "adam, adamw, nadam, radam, lion, adamax: the decay rate of the first moment estimate.", NumberRange.BelowOne, 0.9);
    private readonly NumberOption<double> _beta2 = new("--beta2", "adam, adamw, nadam, radam, lion, adamax: the decay rate of the second moment estimate, of lion that of the momentum. [default: 0.999; 0.99 for lion]", NumberRange.BelowOne);
    private readonly NumberOption<double> _momentumDecay = new("--momentum-decay", "nadam: how fast the momentum grows. [default: the convention's]", NumberRange.NotNegative);
    private readonly Option<bool> _amsGrad = Options.Flag("--amsgrad", "adam, adamw: divide by the maximum of the second moment estimates so far.");
    private readonly Option<bool> _noBiasCorrection = Options.Flag("--no-bias-correction", "adam, adamw: leave the moment estimates without bias correction.");
    private readonly NumberOption<double> _rho = new("--rho", "adadelta, rmsprop: the decay rate of the moving averages. [default: the convention's]", NumberRange.BelowOne);
    private readonly Option<bool> _centered = Options.Flag("--centered", "rmsprop: divide by the standard deviation of the gradient.");
    private readonly NumberOption<double> _initialAccumulatorValue = new("--initial-accumulator-value", "adagrad: the initial sum of squares. [default: the convention's]", NumberRange.NotNegative);
    private readonly NumberOption<double> _learningRateDecay = new("--learning-rate-decay", "adagrad: the decay of the learning rate.", NumberRange.NotNegative, 0);
    private readonly NumberOption<double> _epsilon = new("--epsilon", "all but sgd and lion: for numerical stability. [default: the convention's]", NumberRange.NotNegative);

    private readonly Argument<string?>? _nameArgument;
    private readonly Kind[] _kinds;

    /// <param name="nameArgument">An argument of the command that names the optimizer, in place of an option.</param>
    public OptimizerOptions(Argument<string?>? nameArgument = null)
    {
        _nameArgument = nameArgument;
        _kinds =
        [
            new("sgd", [_momentum, _dampening, _nesterov], CreateSgd),
            new("adam", [_beta1, _beta2, _epsilon, _amsGrad, _noBiasCorrection], CreateAdam),
            new("adagrad", [_epsilon, _initialAccumulatorValue, _learningRateDecay], CreateAdagrad),
            new("adadelta", [_epsilon, _rho], CreateAdadelta),
            new("rmsprop", [_epsilon, _rho, _momentum, _centered], CreateRmsProp),
            new("adamw", [_beta1, _beta2, _epsilon, _amsGrad, _noBiasCorrection], CreateAdamW),
            new("nadam", [_beta1, _beta2, _epsilon, _momentumDecay], CreateNAdam),
            new("radam", [_beta1, _beta2, _epsilon], CreateRAdam),
            new("lion", [_beta1, _beta2], CreateLion),
            new("adamax", [_beta1, _beta2, _epsilon], CreateAdamax),
        ];
    }

    /// <summary>The options that set an optimizer, whichever it is.</summary>
    public IEnumerable<Option> Settings =>
        [_convention, _learningRate, _weightDecay, _decoupled, _clipNorm, _clipValue, .. _kinds.SelectMany(static kind => kind.Settings).Distinct()];

    /// <summary>All, that for the name first.</summary>
    public IEnumerable<Option> All => _nameArgument is null ? [_name, .. Settings] : Settings;

    /// <summary>Adds them to a command whose trainings may have several optimizers: the settings that each has are checked with it.</summary>
    public void AddForSearch(ToolCommand command) => command.Add(HelpGroup.Optimizer, All);

    public void AddTo(ToolCommand command)
    {
        command.Add(HelpGroup.Optimizer, All);
        command.Validators.Add(RejectForeignSettings);
        command.Validators.Add(RejectContradictions);
    }

    /// <summary>The optimizer, with its settings as they are in force.</summary>
    /// <exception cref="InputException">A setting is out of its range.</exception>
    public (Optimizer Optimizer, JsonObject Settings) Read(ParseResult parsed)
    {
        string? chosen = _nameArgument is null ? _name.Word(parsed, _kinds.Select(static kind => kind.Name)) : parsed.GetValue(_nameArgument);
        var kind = _kinds.Single(kind => kind.Name == chosen);
        var common = new Common(_convention.Read<Convention>(parsed), _weightDecay.Read(parsed), parsed.GetValue(_decoupled), _clipNorm.Read(parsed), _clipValue.Read(parsed));
        double? rate = _learningRate.Read(parsed);
        var (optimizer, own) = kind.Create(parsed, common);
        if (rate is { } asked) optimizer.LearningRate = asked;
        var settings = new JsonObject
        {
            ["name"] = kind.Name,
            ["convention"] = Options.Word(common.Convention),
            ["learningRate"] = optimizer.LearningRate,
            ["weightDecay"] = optimizer.WeightDecay,
            ["decoupled"] = optimizer.Decoupled,
            ["clipNorm"] = optimizer.ClipNorm,
            ["clipValue"] = optimizer.ClipValue,
        };
        foreach (var (name, value) in own) settings[name] = value;
        return (optimizer, settings);
    }

    private (Optimizer, (string, JsonNode)[]) CreateSgd(ParseResult parsed, Common common)
    {
        var sgd = new Sgd(
            momentum: _momentum.Value(parsed), dampening: _dampening.Value(parsed), nesterov: parsed.GetValue(_nesterov),
            weightDecay: common.WeightDecay ?? 0, decoupled: common.Decoupled, convention: common.Convention)
        { ClipNorm = common.ClipNorm, ClipValue = common.ClipValue };
        return (sgd, [("momentum", sgd.Momentum), ("dampening", sgd.Dampening), ("nesterov", sgd.Nesterov)]);
    }

    private (Optimizer, (string, JsonNode)[]) CreateAdam(ParseResult parsed, Common common)
    {
        var adam = new Adam(
            beta1: _beta1.Value(parsed), beta2: _beta2.Read(parsed) ?? DefaultBeta2, epsilon: _epsilon.Read(parsed),
            biasCorrection: !parsed.GetValue(_noBiasCorrection), amsGrad: parsed.GetValue(_amsGrad),
            weightDecay: common.WeightDecay ?? 0, decoupled: common.Decoupled, convention: common.Convention)
        { ClipNorm = common.ClipNorm, ClipValue = common.ClipValue };
        return (adam, [("beta1", adam.Beta1), ("beta2", adam.Beta2), ("epsilon", adam.Epsilon), ("biasCorrection", adam.BiasCorrection), ("amsGrad", adam.AmsGrad)]);
    }

    private (Optimizer, (string, JsonNode)[]) CreateAdagrad(ParseResult parsed, Common common)
    {
        var adagrad = new Adagrad(
            learningRateDecay: _learningRateDecay.Value(parsed), initialAccumulatorValue: _initialAccumulatorValue.Read(parsed), epsilon: _epsilon.Read(parsed),
            weightDecay: common.WeightDecay ?? 0, decoupled: common.Decoupled, convention: common.Convention)
        { ClipNorm = common.ClipNorm, ClipValue = common.ClipValue };
        return (adagrad, [("learningRateDecay", adagrad.LearningRateDecay), ("initialAccumulatorValue", adagrad.InitialAccumulatorValue), ("epsilon", adagrad.Epsilon)]);
    }

    private (Optimizer, (string, JsonNode)[]) CreateAdadelta(ParseResult parsed, Common common)
    {
        double? epsilon = _epsilon.Read(parsed);
        if (epsilon == 0) throw new InputException("--epsilon is 0; adadelta needs a number greater than 0");
        var adadelta = new Adadelta(
            rho: _rho.Read(parsed), epsilon: epsilon,
            weightDecay: common.WeightDecay ?? 0, decoupled: common.Decoupled, convention: common.Convention)
        { ClipNorm = common.ClipNorm, ClipValue = common.ClipValue };
        return (adadelta, [("rho", adadelta.Rho), ("epsilon", adadelta.Epsilon)]);
    }

    private (Optimizer, (string, JsonNode)[]) CreateRmsProp(ParseResult parsed, Common common)
    {
        var rmsProp = new RmsProp(
            rho: _rho.Read(parsed), epsilon: _epsilon.Read(parsed), momentum: _momentum.Value(parsed), centered: parsed.GetValue(_centered),
            weightDecay: common.WeightDecay ?? 0, decoupled: common.Decoupled, convention: common.Convention)
        { ClipNorm = common.ClipNorm, ClipValue = common.ClipValue };
        return (rmsProp, [("rho", rmsProp.Rho), ("epsilon", rmsProp.Epsilon), ("momentum", rmsProp.Momentum), ("centered", rmsProp.Centered)]);
    }

    private (Optimizer, (string, JsonNode)[]) CreateAdamW(ParseResult parsed, Common common)
    {
        var adamW = new AdamW(
            beta1: _beta1.Value(parsed), beta2: _beta2.Read(parsed) ?? DefaultBeta2, epsilon: _epsilon.Read(parsed),
            biasCorrection: !parsed.GetValue(_noBiasCorrection), amsGrad: parsed.GetValue(_amsGrad),
            weightDecay: common.WeightDecay, convention: common.Convention)
        { ClipNorm = common.ClipNorm, ClipValue = common.ClipValue };
        return (adamW, [("beta1", adamW.Beta1), ("beta2", adamW.Beta2), ("epsilon", adamW.Epsilon), ("biasCorrection", adamW.BiasCorrection), ("amsGrad", adamW.AmsGrad)]);
    }

    private (Optimizer, (string, JsonNode)[]) CreateNAdam(ParseResult parsed, Common common)
    {
        var nadam = new NAdam(
            beta1: _beta1.Value(parsed), beta2: _beta2.Read(parsed) ?? DefaultBeta2, epsilon: _epsilon.Read(parsed), momentumDecay: _momentumDecay.Read(parsed),
            weightDecay: common.WeightDecay ?? 0, decoupled: common.Decoupled, convention: common.Convention)
        { ClipNorm = common.ClipNorm, ClipValue = common.ClipValue };
        return (nadam, [("beta1", nadam.Beta1), ("beta2", nadam.Beta2), ("epsilon", nadam.Epsilon), ("momentumDecay", nadam.MomentumDecay)]);
    }

    private (Optimizer, (string, JsonNode)[]) CreateRAdam(ParseResult parsed, Common common)
    {
        var radam = new RAdam(
            beta1: _beta1.Value(parsed), beta2: _beta2.Read(parsed) ?? DefaultBeta2, epsilon: _epsilon.Read(parsed) ?? 1e-8,
            weightDecay: common.WeightDecay ?? 0, decoupled: common.Decoupled ?? false, convention: common.Convention)
        { ClipNorm = common.ClipNorm, ClipValue = common.ClipValue };
        return (radam, [("beta1", radam.Beta1), ("beta2", radam.Beta2), ("epsilon", radam.Epsilon)]);
    }

    private (Optimizer, (string, JsonNode)[]) CreateLion(ParseResult parsed, Common common)
    {
        var lion = new Lion(
            beta1: _beta1.Value(parsed), beta2: _beta2.Read(parsed) ?? DefaultBeta2OfLion,
            weightDecay: common.WeightDecay ?? 0, decoupled: common.Decoupled ?? true, convention: common.Convention)
        { ClipNorm = common.ClipNorm, ClipValue = common.ClipValue };
        return (lion, [("beta1", lion.Beta1), ("beta2", lion.Beta2)]);
    }

    private (Optimizer, (string, JsonNode)[]) CreateAdamax(ParseResult parsed, Common common)
    {
        var adamax = new Adamax(
            beta1: _beta1.Value(parsed), beta2: _beta2.Read(parsed) ?? DefaultBeta2, epsilon: _epsilon.Read(parsed),
            weightDecay: common.WeightDecay ?? 0, decoupled: common.Decoupled, convention: common.Convention)
        { ClipNorm = common.ClipNorm, ClipValue = common.ClipValue };
        return (adamax, [("beta1", adamax.Beta1), ("beta2", adamax.Beta2), ("epsilon", adamax.Epsilon)]);
    }

    /// <summary>A setting that the chosen rule does not have would do nothing, in silence.</summary>
    private void RejectForeignSettings(CommandResult command)
    {
        if (Array.Find(_kinds, kind => kind.Name == Chosen(command)) is not { } chosen) return;
        foreach (Option setting in _kinds.SelectMany(static kind => kind.Settings).Distinct().Except(chosen.Settings))
        {
            if (command.GetResult(setting) is not { Implicit: false }) continue;
            string owners = string.Join(", ", _kinds.Where(kind => kind.Settings.Contains(setting)).Select(static kind => kind.Name));
            command.AddError($"{setting.Name} is a setting of {owners}; the optimizer is {chosen.Name}.");
        }
    }

    private string? Chosen(CommandResult command) => _nameArgument is null ? Given(command, _name) ?? DefaultName : command.GetValue(_nameArgument);

    private void RejectContradictions(CommandResult command)
    {
        bool isDamped = _dampening.Peek(command) is not null and not 0;
        if (Given(command, _nesterov) && (isDamped || _momentum.Peek(command) is null or 0))
            command.AddError("--nesterov needs --momentum above 0, and no --dampening.");
        if (isDamped && Given(command, _convention) == Options.Word(Convention.Keras))
            command.AddError("--dampening is not in the convention of keras.");
        string? name = Chosen(command);
        if (name == "radam" && Given(command, _convention) == Options.Word(Convention.Keras))
            command.AddError("--convention keras has no radam; expected pytorch or paper.");
        if (name == "adamw" && command.GetResult(_decoupled) is { Implicit: false, Tokens: [var token] } && bool.TryParse(token.Value, out bool isDecoupled) && !isDecoupled)
            command.AddError("--decoupled is false, but the weight decay of adamw is decoupled; --optimizer adam has the other.");
    }

    // of an option that is given without its argument, or twice, there is no value to ask for; the parser says so itself
    private static string? Given(CommandResult command, Option<string> option) =>
        command.GetResult(option) is { Implicit: false, Tokens: [var token] } ? token.Value : null;

    private static bool Given(CommandResult command, Option<bool> option) =>
        command.GetResult(option) is { Implicit: false } result && (result.Tokens.Count == 0 || (result.Tokens is [var token] && bool.TryParse(token.Value, out bool isSet) && isSet));

    /// <summary>What every rule has.</summary>
    private sealed record Common(Convention Convention, double? WeightDecay, bool? Decoupled, double? ClipNorm, double? ClipValue) : InvariantRecord;

    /// <summary>An update rule: its name, the options that are its own, and how it is made.</summary>
    private sealed record Kind(string Name, Option[] Settings, Func<ParseResult, Common, (Optimizer, (string, JsonNode)[])> Create);
}
