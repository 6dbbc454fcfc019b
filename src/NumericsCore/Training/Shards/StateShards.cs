namespace NumericsCore;

/// <summary>
/// The optimizer's state shared among the processes of a training, as ZeRO's first stage does (Rajbhandari et al. 2020): each keeps the state of one
/// part of the parameters, makes the step for it, and sends the new parameters to the others. Updates are elementwise, so the bits are the same.
/// </summary>
internal sealed class StateShards
{
    private readonly IProcessGroup _processes;
    private readonly OptimizerState _state;
    private readonly TensorExchange _exchange;

    // kept, so that a step allocates nothing
    private readonly Func<int, ElementRange> _part;

    public StateShards(IProcessGroup processes, OptimizerState state)
    {
        (_processes, _state) = (processes, state);
        _exchange = new TensorExchange(processes, state.Buffer.Values.Whole, state.Buffer.Length);
        _part = Part;
    }

    /// <summary>The elements of the parameter buffer that this process updates.</summary>
    public ElementRange Mine => Part(_processes.Rank);

    /// <summary>Lets go of the others' state.</summary>
    public void Begin() => _state.KeepPart(Mine);

    /// <summary>Gives every process the parameters that the others updated.</summary>
    public void ShareParameters() => _exchange.Share(_state.Buffer.Values.Whole, _part, 0, _state.Buffer.Length);

    /// <summary>Gives the first process a copy of the whole state, for a checkpoint, until <see cref="Release"/>.</summary>
    public void GatherAtFirst() => Gather(toAll: false);

    /// <summary>Lets go of the copy.</summary>
    public void Release() => _state.Whole = null;

    /// <summary>Gives every process the whole state back.</summary>
    public void End()
    {
        Gather(toAll: true);
        _state.KeepWhole();
    }

    private void Gather(bool toAll)
    {
        bool takes = toAll || _processes.Rank == 0;
        if (takes) _state.Whole = _state.EmptySlots(_state.Buffer.Length);
        for (int slot = 0; slot < _state.Rule.Slots; slot++)
        {
            var (part, whole) = (_state.Part, _state.Whole ?? _state.Part);
            long start = slot * Mine.Count, place = slot * (long)_state.Buffer.Length;
            if (takes) FlatCopy.Run(part, start, whole, place + Mine.Start, Mine.Count);
            Exchange(part, start - Mine.Start, whole, place, toAll);
        }
    }

    /// <summary>Sends this process's part, and takes those of the others: to all processes, or to the first alone.</summary>
    /// <param name="sent">Has this process's part.</param>
    /// <param name="sentOffset">Added to its place in the buffer.</param>
    /// <param name="received">Takes the others'.</param>
    /// <param name="receivedOffset">Added to their places in the buffer.</param>
    /// <param name="toAll">Whether all take them.</param>
    private void Exchange(Tensor sent, long sentOffset, Tensor received, long receivedOffset, bool toAll)
    {
        for (int distance = 1; distance < _processes.Size; distance++)
        {
            var (to, from) = _processes.Partners(distance);
            var other = Part(from);
            _exchange.Run(
                sent, sentOffset + Mine.Start, toAll || to == 0 ? Mine.Count : 0, to,
                received, receivedOffset + other.Start, toAll || _processes.Rank == 0 ? other.Count : 0, from);
        }
    }

    private ElementRange Part(int rank) => ElementRange.Part(_state.Buffer.Length, rank, _processes.Size);
}
