namespace NumericsCore;

/// <summary>Where new parameters are made and which random streams they take: each parameter and each dropout layer of a model has its own.</summary>
internal sealed class BuildContext(ulong seed, Device device, ElementType elementType)
{
    // dropout streams lie apart from those of initial values, so that adding a layer of one kind does not shift the other
    private const uint FirstDropoutStream = 1u << 31;

    private static uint s_looseStreams;

    private readonly List<Action> _undo = [];
    private readonly List<Action<ulong>> _reseed = [];
    private uint _parameters;
    private uint _dropouts;

    public ulong Seed { get; } = seed;

    public Device Device { get; } = device;

    public ElementType ElementType { get; } = elementType;

    /// <summary>What is added to all streams; 0 but for a layer that is called without being part of a built model.</summary>
    public uint FirstStream { get; private init; }

    /// <summary>Makes parameters for values from a file, without initial ones; null if they are to be sampled.</summary>
    public LoadBudget? Budget { get; init; }

    /// <summary>For a layer that is called without being part of a built model: seed 0, with streams counted over the process.</summary>
    public static BuildContext Standalone(Tensor input) =>
        new(0, input.Device, input.ElementType) { FirstStream = Interlocked.Add(ref s_looseStreams, 1u << 12) };

    public uint NextParameterStream() => _parameters++;

    public uint NextDropoutStream() => FirstDropoutStream + _dropouts++;

    /// <summary>What to do if the build fails later.</summary>
    public void OnFailure(Action undo) => _undo.Add(undo);

    /// <summary>What to do if the build is to have the values of another seed.</summary>
    public void OnReseed(Action<ulong> reseed) => _reseed.Add(reseed);

    /// <summary>Samples everything anew, as a build of a model from this seed does.</summary>
    public void Reseed(ulong other)
    {
        if (other == Seed && FirstStream == 0) return;
        using (GradientMode.Disable())
        {
            foreach (var action in _reseed) action(other);
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
