namespace NumericsCore;

/// <summary>Where new parameters are made and which random streams they take: each parameter and each dropout layer of a model has its own.</summary>
internal sealed class BuildContext(ulong seed, Device device, ElementType elementType)
{
    // dropout streams lie apart from those of initial values, so that adding a layer of one kind does not shift the other
    private const uint FirstDropoutStream = 1u << 31;

    [ThreadStatic]
    private static BuildContext? s_current;

    private static uint s_looseStreams;

    private readonly List<Action> _undo = [];
    private uint _parameterStream;
    private uint _dropoutStream = FirstDropoutStream;

    public static BuildContext? Current => s_current;

    public ulong Seed { get; } = seed;

    public Device Device { get; } = device;

    public ElementType ElementType { get; } = elementType;

    /// <summary>For a layer that is called without being part of a built model: seed 0, with streams counted over the process.</summary>
    public static BuildContext Loose(Tensor input)
    {
        uint first = Interlocked.Add(ref s_looseStreams, 1u << 12);
        return new(0, input.Device, input.ElementType) { _parameterStream = first, _dropoutStream = FirstDropoutStream + first };
    }

    public uint NextParameterStream() => _parameterStream++;

    public uint NextDropoutStream() => _dropoutStream++;

    /// <summary>What to do if the build fails later.</summary>
    public void OnFailure(Action undo) => _undo.Add(undo);

    /// <summary>Runs an action with this context as the current one.</summary>
    public void Run(Action action)
    {
        var outer = s_current;
        s_current = this;
        try
        {
            action();
        }
        catch
        {
            foreach (var undo in _undo) undo();
            throw;
        }
        finally
        {
            s_current = outer;
        }
    }
}
