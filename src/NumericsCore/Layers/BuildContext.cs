namespace NumericsCore;

/// <summary>Where new parameters are made and which random streams they take: each parameter and each dropout layer of a model has its own.</summary>
internal sealed class BuildContext(ulong seed, Device device, ElementType elementType)
{
    // dropout streams lie apart from those of initial values, so that adding a layer of one kind does not shift the other
    private const uint FirstDropoutStream = 1u << 31;

    private static uint s_looseStreams;

    private readonly List<Action> _undo = [];
    private readonly List<Func<ulong, Action>> _reseed = [];
    private uint _parameters;
    private uint _dropouts;

    public ulong Seed { get; } = seed;

    public Device Device { get; } = device;

    public ElementType ElementType { get; } = elementType;

    /// <summary>What is added to all streams; 0 but for a layer that is called without being part of a built model.</summary>
    public uint FirstStream { get; private init; }

    /// <summary>Makes parameters for values from a file, without initial ones; null if they are to be sampled.</summary>
    public LoadBudget? Budget { get; init; }

    /// <summary>For a layer that is called without being part of a built model: seed 0, with streams of its own.</summary>
    public static BuildContext Standalone(Tensor input, uint firstStream) => new(0, input.Device, input.ElementType) { FirstStream = firstStream };

    /// <summary>The first of such a layer's streams, which are counted over the process.</summary>
    public static uint NextStandaloneStreams() => Interlocked.Add(ref s_looseStreams, 1u << 12);

    public uint NextParameterStream() => _parameters++;

    public uint NextDropoutStream() => FirstDropoutStream + _dropouts++;

    /// <summary>What to do if the build fails later.</summary>
    public void OnFailure(Action undo) => _undo.Add(undo);

    /// <summary>What makes the values of another seed, and gives what puts them in their place, which needs no memory.</summary>
    public void OnReseed(Func<ulong, Action> reseed) => _reseed.Add(reseed);

    /// <summary>Samples everything anew, as a build of a model from this seed does; all of it or, if that fails, nothing.</summary>
    public void Reseed(ulong other)
    {
        if (other == Seed && FirstStream == 0) return;
        using (GradientMode.Disable())
        {
            foreach (var place in _reseed.ConvertAll(make => make(other))) place();
        }
    }

    /// <summary>Runs an action, and if it fails undoes what was made until then.</summary>
    public void Run(Action action)
    {
        try
        {
            action();
        }
        catch
        {
            foreach (var undo in _undo) undo();
            throw;
        }
    }
}
