using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// Changes parameters by their gradients. The parameters, gradients and state of all groups lie in flat buffers, so a step is one
/// kernel. A step: <see cref="ClearGradients"/>, a forward pass, <see cref="Tensor.Backward"/>, <see cref="Step"/>.
/// </summary>
public abstract partial class Optimizer
{
    private List<ParameterGroup> _groups = [];
    private OptimizerState? _state;
    private double _learningRate;
    private LearningRateSchedule? _schedule;
    private Tensor? _anchor;
    private double _pull;

    private protected Optimizer(double learningRate, double weightDecay, bool decoupled)
    {
        _learningRate = Require(learningRate, learningRate >= 0, "at least 0");
        WeightDecay = Require(weightDecay, weightDecay >= 0, "at least 0");
        Decoupled = decoupled;
    }

    /// <summary>The learning rate α; may be changed between steps. At least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = Require(value, value >= 0, "at least 0", nameof(LearningRate));
    }

    /// <summary>
    /// How the learning rates change from step to step or from epoch to epoch, those of groups too; null if they stay. <see cref="LearningRate"/>
    /// is then what the schedule starts from, or reaches. Both may be changed between steps. A schedule may change the momentum too.
    /// </summary>
    /// <exception cref="ArgumentException">The schedule changes the momentum, and the optimizer has none.</exception>
    public LearningRateSchedule? Schedule
    {
        get => _schedule;
        set => _schedule = value?.MomentumAt(0) is null || OwnMomentum is not null
            ? value
            : throw new ArgumentException($"{value.GetType().Name} changes the momentum, and {GetType().Name} has none to change. {MomentumRemedy}", nameof(Schedule));
    }

    /// <summary>The learning rate of the next step: as the schedule has it, if there is one.</summary>
    /// <exception cref="InvalidOperationException">A schedule of the user's own gives no rate.</exception>
    public double CurrentLearningRate => Scheduled(_learningRate);

    /// <summary>The momentum of the next step, β₁ in Adam's family: as the schedule has it, if it changes it; null for an optimizer without, or whose schedule cannot change it.</summary>
    /// <exception cref="InvalidOperationException">A schedule of the user's own gives no momentum in [0, 1).</exception>
    public double? CurrentMomentum => OwnMomentum is { } own ? ScheduledMomentum(own) : null;

    /// <summary>λ of the weight decay; 0 for none.</summary>
    public double WeightDecay { get; }

    /// <summary>
    /// How λ acts: coupled, g ← g + λθ (L2 regularisation, as in PyTorch's Adam and SGD), or decoupled, θ ← θ - αλθ before the update
    /// (Loshchilov and Hutter 2019, as in AdamW and Keras).
    /// </summary>
    public bool Decoupled { get; }

    /// <summary>If set, the gradients of all groups together are scaled down to at most this Euclidean norm before a step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive or not finite.</exception>
    public double? ClipNorm
    {
        get;
        init => field = value is { } norm ? Require(norm, norm > 0, "greater than 0", nameof(ClipNorm)) : null;
    }

    /// <summary>If set, each element of the gradients is moved into [-value, value] before a step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive or not finite.</exception>
    public double? ClipValue
    {
        get;
        init => field = value is { } limit ? Require(limit, limit > 0, "greater than 0", nameof(ClipValue)) : null;
    }

    /// <summary>The update rule with its settings, and the steps made so far.</summary>
    public override string ToString()
    {
        var text = new RecordText(GetType().Name).Add(nameof(LearningRate), LearningRate);
        Describe(text);
        if (WeightDecay > 0) text.Add(nameof(WeightDecay), WeightDecay).Add(nameof(Decoupled), Decoupled);
        return text.AddIfSet(nameof(ClipNorm), ClipNorm).AddIfSet(nameof(ClipValue), ClipValue).AddIfSet(nameof(Schedule), Schedule?.ToString()).Add(nameof(StepCount), StepCount).ToString();
    }

    /// <summary>Adds the settings of the rule to its text.</summary>
    private protected virtual void Describe(RecordText text)
    {
    }

    /// <summary>Steps made so far.</summary>
    public long StepCount { get; private set; }

    /// <summary>Epochs finished so far, for schedules that count them.</summary>
    public long EpochCount { get; private set; }

    /// <summary>The groups, in the order in which they were added.</summary>
    public IReadOnlyList<ParameterGroup> Groups => _groups;

    /// <summary>Adds parameters to be trained, before the first step.</summary>
    /// <param name="parameters">At least one; none that another group has.</param>
    /// <param name="learningRate">A rate for this group alone; the optimizer's if null.</param>
    /// <param name="weightDecay">A weight decay for this group alone; the optimizer's if null.</param>
    /// <exception cref="ArgumentException">There are none, one is listed twice, or they differ in device or element type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A learning rate or weight decay is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">A step has been made.</exception>
    public ParameterGroup AddGroup(IReadOnlyList<Parameter> parameters, double? learningRate = null, double? weightDecay = null)
    {
        NumericsCore.Require.NoNull(parameters, nameof(parameters));
        if (learningRate is { } rate) Require(rate, rate >= 0, "at least 0", nameof(learningRate));
        if (weightDecay is { } decay) Require(decay, decay >= 0, "at least 0", nameof(weightDecay));
        if (StepCount > 0) throw new InvalidOperationException("Groups are added before the first step.");
        // what a rule of one's own may get wrong is said before anything is changed
        var rule = MakeRule();
        double[] initial = new double[rule.Slots];
        for (int slot = 0; slot < initial.Length; slot++) initial[slot] = InitialValue(slot);
        var group = new ParameterGroup(this, [.. parameters], learningRate, weightDecay);
        List<ParameterGroup> groups = [.. _groups, group];
        var (buffer, move) = ParameterBuffer.Gather([.. groups.SelectMany(static group => group.Parameters)]);
        var state = new OptimizerState(buffer, groups, rule, initial, CountsOwnSteps);
        // from here on nothing fails
        move();
        (_state, _groups) = (state, groups);
        return group;
    }

    /// <summary>
    /// Updates the trainable parameters from their gradients. One to which no gradient came since the last <see cref="ClearGradients"/>
    /// stays as it is, and so does its state: neither momentum nor weight decay moves it.
    /// </summary>
    /// <exception cref="InvalidOperationException">No parameters were added, or another optimizer has taken one over.</exception>
    public void Step()
    {
        State.RequireWhole();
        PrepareStep();
        try
        {
            LaunchStep();
        }
        catch
        {
            // the update is the last kernel of a step: it was not made
            StepCount--;
            throw;
        }

        FinishStep();
    }

    /// <summary>Counts an epoch, for a schedule that changes the learning rate from epoch to epoch; <see cref="Model.Fit"/> does so itself.</summary>
    public void EndEpoch() => EpochCount++;

    /// <summary>Pulls the parameters towards the values that they have now: from here on g ← g + μ(θ − θ₀), the gradient of μ/2·|θ − θ₀|².</summary>
    internal void PullToPresent(double strength) => (_anchor, _pull) = (State.Buffer.Values.Whole.Copy(), strength);

    /// <summary>Forgets all gradients.</summary>
    public void ClearGradients() => State.Buffer.ClearGradients();

    /// <summary>The state that the rule keeps, slot by slot: of slot s, the part that belongs to a parameter.</summary>
    internal Tensor Slot(Parameter parameter, int slot) => State.Slot(parameter, slot);

    /// <summary>The learning rates of the groups that have one of their own, in the groups' order.</summary>
    internal double[] OwnLearningRates
    {
        get
        {
            int count = 0;
            foreach (var group in _groups)
                if (group.OwnLearningRate is not null) count++;
            double[] rates = new double[count];
            int i = 0;
            foreach (var group in _groups)
                if (group.OwnLearningRate is { } rate) rates[i++] = rate;
            return rates;
        }
        set
        {
            int i = 0;
            foreach (var group in _groups)
                if (group.OwnLearningRate is not null) group.OwnLearningRate = value[i++];
        }
    }

    /// <summary>The steps that each parameter took no part in, in the groups' order.</summary>
    internal IReadOnlyList<ulong> MissedSteps => State.MissedSteps;

    /// <summary>Goes on from an earlier state; the slots are set by themselves.</summary>
    internal void GoOn(long steps, long epochs, double learningRate, double[] ownLearningRates, IReadOnlyList<ulong> missedSteps)
    {
        EpochCount = epochs;
        OwnLearningRates = ownLearningRates;
        LearningRate = learningRate;
        StepCount = steps;
        State.MissedSteps = missedSteps;
    }

    /// <summary>The parameters and their gradients.</summary>
    internal ParameterBuffer Buffer => State.Buffer;

    /// <summary>What changes from step to step, in device memory.</summary>
    internal StepNumbers Numbers => State.Numbers;

    /// <summary>What the last step updated: what a replay of it updates again.</summary>
    internal UpdatePlan LastPlan => State.Plan!;

    /// <summary>Whether a recorded step would still use the right rules: not once a parameter missed steps.</summary>
    internal bool CanRepeat(UpdatePlan plan) => State.CanRepeat(plan);

    /// <summary>Counts the step and brings its numbers to the device: all that the host does for a step.</summary>
    /// <param name="batchStart">Where the step's batch starts, for those who take batches.</param>
    /// <param name="recorded">What a recorded step updates; null for a step to be made.</param>
    internal void PrepareStep(int batchStart = 0, UpdatePlan? recorded = null)
    {
        State.Buffer.RequireParametersHere();
        State.MakeSlots();
        long step = StepCount + 1;
        var rows = recorded?.Rows ?? State.Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            var group = _groups[rows[i].Group];
            double rate = group.CurrentLearningRate;
            State.Rule.Prepare(Numbers.Row(i), rate, Kernels.WeightDecay.Prepare(rate, group.WeightDecay, Decoupled), step - rows[i].Missed);
        }

        Numbers.Upload(batchStart, (uint)step, rows.Length);
        StepCount = step;
    }

    /// <summary>The kernels of a step: clipping, then the update. What they do depends on device memory alone, so they can be replayed.</summary>
    /// <param name="recorded">The plan of the recorded step that this one repeats; null for any other.</param>
    internal void LaunchStep(UpdatePlan? recorded = null)
    {
        State.MakePlan(recorded);
        var trace = Recording.Active?.Trace;
        int depth = trace?.Enter(this) ?? 0;
        var gradients = State.Buffer.Gradients.Whole;
        if (_anchor is not null)
        {
            State.Buffer.CompleteGradients();
            gradients.CopyFrom(gradients + ((State.Buffer.Values.Whole - _anchor) * _pull));
        }

        if (ClipNorm is not null) State.Buffer.CompleteGradients();
        if (ClipValue is { } limit) gradients.CopyFrom(gradients.Clamp(-limit, limit));
        if (ClipNorm is { } norm) ClipToNorm(gradients, norm);
        if (gradients.ElementType == ElementType.Float32) State.Rule.Update<float>(State);
        else State.Rule.Update<double>(State);
        trace?.Leave(depth);
    }

    /// <summary>Checks that schedule and rule say the same of the next step however often they are asked, and whatever they are asked in between.</summary>
    /// <exception cref="InvalidOperationException">They depend on more than their arguments and settings.</exception>
    internal void RequireSameRules()
    {
        foreach (var row in State.Rows)
        {
            var group = _groups[row.Group];
            long t = StepCount + 1 - row.Missed;
            Schedule?.RequireSame(group.LearningRate, ScheduleCount);
            RequireSameRule(group.CurrentLearningRate, t);
        }
    }

    /// <summary>Checks that the rule of a step is the same after another was prepared; the library's own are.</summary>
    private protected virtual void RequireSameRule(double learningRate, long t)
    {
    }

    /// <summary>Marks the parameters as changed and counts the step for them.</summary>
    internal void FinishStep() => State.Count(LastPlan);

    /// <summary>The same after a replayed step.</summary>
    internal void FinishReplayedStep(UpdatePlan recorded)
    {
        var parameters = State.Buffer.Parameters;
        for (int i = 0; i < parameters.Count; i++) parameters[i].MarkReplayed(recorded.Updates[i]);
        State.Count(recorded);
    }

    /// <summary>A learning rate as the schedule has it for the next step.</summary>
    internal double Scheduled(double learningRate) => Schedule?.At(learningRate, ScheduleCount) ?? learningRate;

    /// <summary>The momentum that the optimizer was made with, or β₁ in its place; null where a schedule cannot change any.</summary>
    private protected virtual double? OwnMomentum => null;

    /// <summary>What an optimizer without a momentum that a schedule could change is told.</summary>
    private protected virtual string MomentumRemedy => "Expected a schedule of the learning rate alone.";

    /// <summary>A momentum as the schedule has it for the next step.</summary>
    private protected double ScheduledMomentum(double own) => Schedule?.MomentumAt(ScheduleCount) ?? own;

    private long ScheduleCount => Schedule!.Unit == ScheduleUnit.Step ? StepCount : EpochCount;

    /// <summary>
    /// Whether t is each parameter's own: the number of steps that updated it, as in PyTorch; otherwise all steps count, as in Keras.
    /// </summary>
    private protected virtual bool CountsOwnSteps => true;

    /// <summary>The value that a state slot of the rule starts with.</summary>
    private protected virtual double InitialValue(int slot) => 0;

    /// <summary>The update rule, as the options choose it.</summary>
    private protected abstract AppliedRule MakeRule();

    private protected static double Require(double value, bool valid, string expected, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(value))] string? name = null) =>
        NumericsCore.Require.Finite(value, valid, expected, name);

    /// <summary>What it keeps on the device and of the steps.</summary>
    internal OptimizerState State => _state ?? throw new InvalidOperationException("The optimizer has no parameters. Call AddGroup(model.Parameters), or compile a model with it.");

    /// <summary>g ← g · min(1, norm / (|g| + 1e-6)), as PyTorch's clip_grad_norm_.</summary>
    private static void ClipToNorm(Tensor gradients, double norm)
    {
        var plan = ReductionPlan.Create(gradients.Shape, null);
        Tensor sum = gradients.Reduce<Square, Sum>(plan, 1), scaledSum = gradients.Reduce<ScaledSquare, Sum>(plan, 1);
        gradients.Overwrite<ClippedByNorm>(Tensor.Zip<ClipFactor>(sum, scaledSum, gradients.ScalarLike(norm)), sum);
    }
}
