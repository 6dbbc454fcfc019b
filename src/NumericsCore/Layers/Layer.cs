using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// A part of a model: parameters and a function of a tensor whose first axis counts samples. To write one's own, derive from this
/// class, make parameters in <see cref="OnBuild"/>, register inner layers with <see cref="Add{TLayer}"/>, and compute in <see cref="Forward"/>, which
/// calls inner layers with the context it was given.
/// </summary>
public abstract partial class Layer
{
    private readonly List<Layer> _children = [];
    private readonly Lock _building = new();

    // set once the layer and those within it are built; until then other threads wait
    private volatile bool _isComplete;

    // a build without a seed, as long as its initial values may be sampled anew
    private BuildContext? _unseeded;

    // the random streams of a first call without a holder: another attempt after a failure has the same
    private uint? _standaloneStreams;

    // the first layer that took this one in
    private Layer? _outer;

    // while the layer is being built
    private BuildContext? _build;

    /// <summary>
    /// The layer's name within the layer that holds it, and so a part of its parameters' paths; if null the kind and a number, such as
    /// "dense_1" for the first dense layer.
    /// </summary>
    /// <exception cref="ArgumentException">It is empty, or has a dot or a control character.</exception>
    public string? Name
    {
        get;
        set => field = value is null ? null : LayerNames.Checked(value, nameof(Name));
    }

    /// <summary>
    /// Where the layer stands in the outermost layer that holds it: the names from there on, with dots between, such as "encoder.dense_1".
    /// Empty for a layer that no other holds. Of several holders the first counts, and of several places within the outermost layer.
    /// </summary>
    internal string Path
    {
        get
        {
            var outermost = this;
            while (outermost._outer is { } outer) outermost = outer;
            return outermost.PathTo(this)!;
        }
    }

    /// <summary>Inner layers, in the order of their registration.</summary>
    public IReadOnlyList<Layer> Children => _children;

    /// <summary>Whether the parameters exist.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>The shape of one input sample, once built.</summary>
    public Shape? InputShape { get; private set; }

    /// <summary>The shape of one output sample, once built.</summary>
    public Shape? OutputShape { get; private set; }

    /// <summary>
    /// Whether a training step through this layer may be recorded once and replayed: true only if <see cref="Forward"/> is the same
    /// sequence of tensor operations each time, with nothing read back or decided by the host. Built-in layers say yes; a layer of
    /// one's own is not replayed unless it overrides this. <see cref="Model.Fit"/> compares some steps with the recorded one where the layer comes from a Debug build.
    /// </summary>
    public virtual bool IsReplayable => false;

    /// <summary>What of another tool's file the layer computes, such as "node 'add_1' (Add)", where no layer of the library's own does; null for all others.</summary>
    internal string? ImportedFrom { get; set; }

    /// <summary>The seed that the layer was built from, or trained first from if it was built from none; null before.</summary>
    internal ulong? Seed { get; private set; }

    /// <summary>The kind of layer with its settings; once built, its shapes and the number of its parameters.</summary>
    public override string ToString()
    {
        var text = new RecordText(GetType().Name).AddIfSet(nameof(Name), Name);
        Describe(text);
        DescribeState(text);
        return text.ToString();
    }

    /// <summary>Adds the settings of the kind of layer to its text.</summary>
    private protected virtual void Describe(RecordText text)
    {
    }

    /// <summary>Adds to its text what has become of the layer.</summary>
    private protected virtual void DescribeState(RecordText text)
    {
        if (InputShape is { } inputs && OutputShape is { } outputs) text.Add(nameof(InputShape), inputs).Add(nameof(OutputShape), outputs).Add(nameof(Parameters), Parameters.Sum(static parameter => parameter.ElementCount));
    }

    /// <summary>
    /// Makes the parameters for inputs of the given shape. Does nothing if they were made so already. Of several threads one builds, and the others wait.
    /// If it fails, the layer is as before.
    /// </summary>
    /// <param name="inputShape">The shape of one sample, without the batch axis.</param>
    /// <param name="seed">
    /// Initial values and dropout masks depend on it, and on nothing else that is random. Without one they are those of seed 0 until the
    /// first <see cref="Model.Fit"/>, whose seed then decides.
    /// </param>
    /// <param name="elementType">The type of the parameters.</param>
    /// <param name="device">Where they live; <see cref="Device.Default"/> if null, or where they are.</param>
    /// <exception cref="InvalidOperationException">The layer is built, of another shape, from another seed, or with parameters of another type or on another device.</exception>
    public void Build(Shape inputShape, ulong? seed = null, ElementType elementType = ElementType.Float32, Device? device = null)
    {
        Require.Defined(elementType, nameof(elementType));
        lock (_building)
        {
            if (IsBuilt) RequireBuiltFor(inputShape, seed, elementType, device);
            else BuildIfNew(inputShape, seed, elementType, device);
        }
    }

    /// <summary>Builds the layer if it is not built, of whatever.</summary>
    internal void BuildIfNew(Shape inputShape, ulong? seed, ElementType elementType, Device? device)
    {
        lock (_building)
        {
            if (IsBuilt) return;
            var context = new BuildContext(seed ?? 0, device ?? Device.Default, elementType);
            // recorded only so that several threads compile what makes the initial values
            using var recording = WarmUp.Pays(context.Device.Backend) ? Recording.Begin(context.Device.Backend) : null;
            context.Run(() =>
            {
                using (GradientMode.Disable()) BuildFor(inputShape, context);
                var move = Parameters.Count > 0 ? ParameterBuffer.Gather(Parameters).Move : null;
                // the calls that wait may find no memory
                recording?.End();
                move?.Invoke();
            });
            Seed = seed;
            if (seed is null) _unseeded = context;
        }
    }

    /// <summary>What exists is not made again: what a second build asks for is so already, or an error.</summary>
    private void RequireBuiltFor(Shape inputShape, ulong? seed, ElementType elementType, Device? device)
    {
        const string remedy = "make a new layer";
        if (InputShape is { } built && built != inputShape) throw BuiltOtherwise($"samples of shape {built}", nameof(inputShape), inputShape, remedy);
        if (seed is { } asked && asked != Seed) throw BuiltOtherwise(Seed is { } own ? $"seed {own}" : "no seed of its own", nameof(seed), asked, remedy);
        if (Parameters.FirstOrDefault(parameter => parameter.ElementType != elementType) is { } typed) throw BuiltOtherwise($"parameters of {typed.ElementType}", nameof(elementType), elementType, remedy);
        if (device is not null && Parameters.FirstOrDefault(parameter => parameter.Device != device) is { } placed) throw BuiltOtherwise($"parameters on {placed.Device}", nameof(device), device, "move it by To");
    }

    private InvalidOperationException BuiltOtherwise(string built, string argument, object asked, string remedy) =>
        new(FormattableString.Invariant($"The layer {GetType().Name} is built already, with {built}: a build with another {argument}, {asked}, would change nothing. Leave it out, or {remedy}."));

    /// <summary>
    /// The layer's function of a batch. The first call builds the layer; of several threads one does, and the others wait. Once built, it
    /// may be called by several threads at once, as long as none trains it.
    /// </summary>
    /// <param name="input">[samples, ...].</param>
    /// <param name="training">Whether layers that act in training alone, as dropout, do so.</param>
    /// <returns>[samples, ...].</returns>
    public Tensor Call(Tensor input, bool training = false) => Call(input, training ? ForwardContext.Training : ForwardContext.Inference);

    /// <summary>The same as a part of another layer's <see cref="Forward"/>, which hands on the context that it was given.</summary>
    /// <param name="input">[samples, ...].</param>
    /// <param name="context">What the call is part of.</param>
    /// <returns>[samples, ...].</returns>
    public Tensor Call(Tensor input, ForwardContext context) => Call(input, context, deferred: false);

    /// <summary>The same for a caller that gives the result to the call of one layer and to nobody else: that layer may take over how it is computed.</summary>
    internal Tensor CallDeferred(Tensor input, ForwardContext context) => Call(input, context, deferred: true);

    private Tensor Call(Tensor input, ForwardContext context, bool deferred)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        if (input.Rank == 0)
            throw new ArgumentException("A layer's input has a batch axis; this tensor is a scalar.", nameof(input));
        if (!TakesOverInput) input.Computed();
        if (!_isComplete)
        {
            lock (_building)
            {
                if (!_isComplete) return FirstCall(input, context);
            }
        }

        var trace = Recording.Active?.Trace;
        int depth = trace?.Enter(this) ?? 0;
        var result = deferred ? ForwardDeferred(input, context) : Forward(input, context);
        trace?.Leave(depth);
        return result;
    }

    /// <summary>Fixes the seed, by which a build without one is done again where nobody has changed the values since.</summary>
    /// <returns>The seed given, or else the layer's own.</returns>
    internal ulong Settle(ulong? seed)
    {
        ulong own = Seed ?? seed ?? 0;
        _unseeded?.Reseed(own);
        (Seed, _unseeded) = (own, null);
        return seed ?? own;
    }

    /// <summary>What the layer is being built in: its own, or that of a layer that holds it; null while none is built.</summary>
    private protected BuildContext? BuildInProgress
    {
        get
        {
            var layer = this;
            while (layer is { _build: null }) layer = layer._outer;
            return layer?._build;
        }
    }

    /// <summary>Takes over the seed of an earlier training.</summary>
    internal void GoOnWith(ulong seed)
    {
        Settle(seed);
        Seed = seed;
    }

    private Tensor FirstCall(Tensor input, ForwardContext context)
    {
        // used a second time within its own first call
        if (IsBuilt) return Forward(input, context);
        // an inner layer that was called without its holder's context is still built in that of its holder
        if ((context.Build ?? BuildInProgress) is not { } build)
        {
            Tensor? output = null;
            var standalone = BuildContext.Standalone(input, _standaloneStreams ??= BuildContext.NextStandaloneStreams());
            standalone.Run(() => output = FirstCall(input, context.Building(standalone)));
            _unseeded = standalone;
            return output!;
        }

        var before = _build;
        _build = build;
        try
        {
            Make(Shape.Create(input.Shape.AsSpan()[1..]), build);
            FillBlanks();
            var result = Forward(input, context.Building(build));
            OutputShape = Shape.Create(result.Shape.AsSpan()[1..]);
            _isComplete = true;
            return result;
        }
        finally
        {
            _build = before;
        }
    }

    /// <summary>Builds the layer if it is not built.</summary>
    /// <returns>The shape of an output sample for such an input sample.</returns>
    internal Shape BuildFor(Shape inputShape, BuildContext context)
    {
        lock (_building)
        {
            var before = _build;
            _build = context;
            try
            {
                bool wasBuilt = IsBuilt;
                if (!wasBuilt) Make(inputShape, context);
                // a layer of the user's own tells only by computing
                var output = OutputFor(inputShape, context) ?? OutputOf(inputShape, context);
                if (!wasBuilt) OutputShape = output;
                _isComplete = true;
                return output;
            }
            finally
            {
                _build = before;
            }
        }
    }

    /// <summary>Gives values that come from a file later some to compute with.</summary>
    private void FillBlanks()
    {
        foreach (var variable in Variables) variable.FillBlank();
    }

    private Shape OutputOf(Shape inputShape, BuildContext context)
    {
        FillBlanks();
        var sample = Tensor.Zeros([1, .. inputShape], context.ElementType, context.Device);
        return Shape.Create(Forward(sample, ForwardContext.Inference.Building(context)).Shape.AsSpan()[1..]);
    }

    /// <summary>Makes the parameters, with no values, for such as come from a file.</summary>
    internal void BuildBlank(BuildContext context, Shape inputShape, ulong? seed)
    {
        lock (_building)
        {
            context.Run(() =>
            {
                using (GradientMode.Disable()) BuildFor(inputShape, context);
                if (Parameters.Count > 0) ParameterBuffer.Of(Parameters);
            });
            Seed = seed;
            // dropout masks still follow the seed of the first training
            if (seed is null) _unseeded = context;
        }
    }

    /// <summary>The function that the layer ends with, where it is known; null otherwise.</summary>
    internal virtual Activation? FinalActivation => null;

    /// <summary>The shape of an output sample, where the layer, once made, knows it without computing: a kernel that only building needs would be compiled for it. Inner layers are built on the way.</summary>
    private protected virtual Shape? OutputFor(Shape inputShape, BuildContext context) => null;

    private void Make(Shape inputShape, BuildContext context)
    {
        int children = _children.Count;
        context.OnFailure(() => Unbuild(children));
        InputShape = inputShape;
        OnBuild(inputShape);
        LayerNames.RequireUnique(this);
        IsBuilt = true;
    }

    private string? PathTo(Layer layer)
    {
        if (layer == this) return "";
        var names = LayerNames.Of(_children);
        for (int i = 0; i < names.Count; i++)
            if (_children[i].PathTo(layer) is { } path) return path.Length == 0 ? names[i] : LayerNames.Join(names[i], path);
        return null;
    }

    /// <summary>
    /// Moves all parameters and buffers to another device, with the same bits; gradients are forgotten. An optimizer that had them no longer
    /// reaches them: make a new one. If it fails, all is where it was.
    /// </summary>
    /// <exception cref="InvalidOperationException">The layer is not built.</exception>
    /// <exception cref="InsufficientMemoryException">The device has no room for them.</exception>
    public void To(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (!IsBuilt) throw new InvalidOperationException("The layer has no parameters yet. Build it on the device instead.");
        var parameters = Parameters;
        // all that needs memory is made before anything changes
        Action[] moves = [PrepareMove(device), .. Buffers.Select(buffer => buffer.PrepareMove(device))];
        var moveParameters = parameters.Count > 0 ? ParameterBuffer.Gather(parameters, device).Move : null;
        foreach (var move in moves) move();
        moveParameters?.Invoke();
    }

    /// <summary>Copies what a layer keeps on a device besides parameters and buffers. The copies are used once the action is called, which needs no memory.</summary>
    internal virtual Action PrepareMove(Device device)
    {
        Action[] moves = [.. _children.Select(child => child.PrepareMove(device))];
        return () =>
        {
            foreach (var move in moves) move();
        };
    }

    /// <summary>Forgets what a failed build left behind, so that the next one starts afresh.</summary>
    private void Unbuild(int children)
    {
        IsBuilt = _isComplete = false;
        InputShape = OutputShape = null;
        _ownParameters.Clear();
        _ownBuffers.Clear();
        _children.RemoveRange(children, _children.Count - children);
    }

    /// <summary>Computes the output of a batch with tensor operations.</summary>
    /// <param name="input">[samples, ...].</param>
    /// <param name="context">What the call is part of; to be handed on to inner layers.</param>
    /// <returns>[samples, ...].</returns>
    protected abstract Tensor Forward(Tensor input, ForwardContext context);

    /// <summary><see cref="Forward"/>, but that the elements of the result may be left to be computed: see <see cref="Tensor.Computed"/>.</summary>
    private protected virtual Tensor ForwardDeferred(Tensor input, ForwardContext context) => Forward(input, context);

    /// <summary>Whether the layer sees to an input that is not computed yet.</summary>
    private protected virtual bool TakesOverInput => false;

    /// <summary>Adds what the layer computes in inference to a plan; false where a plan has no step for it.</summary>
    internal virtual bool AddTo(ForwardPlanner planner) => false;

    /// <summary>Makes the layer's own parameters and buffers, once the shape of a sample is known.</summary>
    protected virtual void OnBuild(Shape inputShape)
    {
    }

    /// <summary>Registers an inner layer, and returns it.</summary>
    protected TLayer Add<TLayer>(TLayer child) where TLayer : Layer
    {
        ArgumentNullException.ThrowIfNull(child);
        for (Layer? holder = this; holder is not null; holder = holder._outer)
            if (holder == child) throw new ArgumentException($"A layer cannot hold itself; this {child.GetType().Name} would.", nameof(child));
        _children.Add(child);
        child._outer ??= this;
        return child;
    }
}
