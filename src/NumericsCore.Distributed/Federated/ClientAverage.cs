using System.Runtime.InteropServices;

namespace NumericsCore.Distributed;

/// <summary>
/// Averages what the clients of a round have trained. Each process gets one part of the elements of every client's parameters, adds them by our kernels
/// in the order of the clients' numbers, makes the server's step and sends the result to all.
/// </summary>
internal sealed class ClientAverage
{
    private readonly Communicator _processes;
    private readonly double _rate;
    private readonly double _momentum;
    private readonly string[] _paths;
    private readonly Variable[] _variables;
    private readonly Tensor _global;
    private readonly TensorExchange _exchange;
    private readonly long _length;

    // the elements before the buffers, which have no momentum
    private readonly long _parameters;
    private Tensor? _velocity;

    // of the round: of each of its clients the samples and the loss, and of each process the first of its clients
    private double[] _figures = [];
    private int[] _firstOf = [];
    private Tensor? _mine;
    private int _added;

    /// <exception cref="NotSupportedException">The variables differ in element type or device.</exception>
    public ClientAverage(Communicator processes, Model model, double rate, double momentum)
    {
        (_processes, _rate, _momentum) = (processes, rate, momentum);
        var averaged = model.NamedParameters.Where(static pair => pair.Value.IsTrainable).Select(static pair => (Path: pair.Key, Variable: (Variable)pair.Value)).ToList();
        _parameters = averaged.Sum(static item => item.Variable.ElementCount);
        averaged.AddRange(model.NamedBuffers.Select(static pair => (pair.Key, pair.Value)));
        if (averaged.Count == 0) throw new ArgumentException("The model has no parameter that is trainable, and no buffer: there is nothing to average.", nameof(model));
        _paths = [.. averaged.Select(static item => item.Path)];
        _variables = [.. averaged.Select(static item => item.Variable)];
        var first = _variables[0];
        foreach (var other in _variables)
        {
            if (other.ElementType != first.ElementType || other.Device != first.Device)
                throw new NotSupportedException($"'{first.Path}' is {first.ElementType.Name()} on {first.Device}, '{other.Path}' {other.ElementType.Name()} on {other.Device}. Parameters and buffers are averaged where they have one element type and one device.");
        }

        _length = _variables.Sum(static variable => variable.ElementCount);
        _global = Tensor.Empty(first.Device, first.ElementType, [checked((int)_length)]);
        _exchange = new TensorExchange(processes, _global, _length);
        Gather(_variables, _global, 0);
    }

    /// <summary>Begins a round.</summary>
    /// <param name="clients">The numbers of its clients, in order.</param>
    /// <param name="all">How many clients there are.</param>
    public void Begin(int[] clients, int all)
    {
        _firstOf = new int[_processes.Size + 1];
        for (int rank = 0; rank < _processes.Size; rank++)
        {
            int end = ShardRows.HeldBy(rank, _processes.Size, all).End;
            _firstOf[rank + 1] = Array.FindIndex(clients, client => client >= end) is >= 0 and var index ? index : clients.Length;
        }

        _figures = new double[2 * clients.Length];
        _mine = Tensor.Empty(_global.Device, _global.ElementType, [checked((int)(CountOf(_processes.Rank) * _length))]);
        _added = 0;
    }

    /// <summary>Takes what the next client of this process has trained.</summary>
    public void Add(Model model, int samples, double loss)
    {
        var variables = model.NamedVariables;
        Gather([.. _paths.Select(path => variables[path])], _mine!, _added * _length);
        int index = _firstOf[_processes.Rank] + _added++;
        (_figures[2 * index], _figures[2 * index + 1]) = (samples, loss);
    }

    /// <summary>Gives the model of every process the average.</summary>
    /// <returns>The samples of all clients of the round, and the mean of their losses over these.</returns>
    public (long Samples, double Loss) Finish()
    {
        ExchangeFigures();
        double samples = 0, loss = 0;
        for (int i = 0; i < _figures.Length; i += 2)
        {
            samples += _figures[i];
            loss += _figures[i] * _figures[i + 1];
        }

        var part = Part(_processes.Rank);
        var parts = ExchangeParts(part);
        if (part.Count > 0) Step(part, Average(parts, (int)part.Count, samples));
        _exchange.Share(_global, Part, 0, _length);
        long at = 0;
        foreach (var variable in _variables)
        {
            variable.Assign(View(_global, at, variable.Shape));
            at += variable.ElementCount;
        }

        return ((long)samples, loss / samples);
    }

    private void ExchangeFigures()
    {
        for (int distance = 1; distance < _processes.Size; distance++)
        {
            var (to, from) = _processes.Partners(distance);
            _processes.Exchange(MemoryMarshal.AsBytes(Of(_processes.Rank)), to, MemoryMarshal.AsBytes(Of(from)), from);
        }

        Span<double> Of(int rank) => _figures.AsSpan(2 * _firstOf[rank], 2 * CountOf(rank));
    }

    /// <summary>Brings this process its part of every client's elements, in the order of the clients.</summary>
    private Tensor ExchangeParts(ElementRange part)
    {
        int rank = _processes.Rank, size = _processes.Size;
        var parts = Tensor.Empty(_global.Device, _global.ElementType, [checked((int)(_firstOf[size] * part.Count))]);
        for (int i = 0; i < CountOf(rank); i++) FlatCopy.Run(_mine!, i * _length + part.Start, parts, (_firstOf[rank] + i) * part.Count, part.Count);
        for (int distance = 1; distance < size; distance++)
        {
            var (to, from) = _processes.Partners(distance);
            var theirs = Part(to);
            int sent = CountOf(rank), received = CountOf(from);
            for (int i = 0; i < Math.Max(sent, received); i++)
            {
                _exchange.Run(
                    _mine!, i * _length + theirs.Start, i < sent ? theirs.Count : 0, to,
                    parts, (_firstOf[from] + i) * part.Count, i < received ? part.Count : 0, from);
            }
        }

        _mine = null;
        return parts;
    }

    /// <summary>Σ nₖwₖ / Σ nₖ: (n₀w₀ + n₁w₁) + n₂w₂ and so on.</summary>
    private Tensor Average(Tensor parts, int count, double samples)
    {
        var sum = View(parts, 0, [count]) * _figures[0];
        for (int i = 1; i < _figures.Length / 2; i++) sum += View(parts, (long)i * count, [count]) * _figures[2 * i];
        return sum / samples;
    }

    /// <summary>The server's step on this process's part.</summary>
    private void Step(ElementRange part, Tensor average)
    {
        int trained = (int)part.Within(0, _parameters).Count;
        if (trained > 0 && (_momentum != 0 || _rate != 1))
        {
            var present = View(_global, part.Start, [trained]);
            var change = present - average[..trained];
            _velocity = _velocity is null ? change : (_velocity * _momentum) + change;
            FlatCopy.Run(present - (_velocity * _rate), 0, _global, part.Start, trained);
            FlatCopy.Run(average, trained, _global, part.Start + trained, part.Count - trained);
        }
        else
        {
            FlatCopy.Run(average, 0, _global, part.Start, part.Count);
        }
    }

    private int CountOf(int rank) => _firstOf[rank + 1] - _firstOf[rank];

    private ElementRange Part(int rank) => ElementRange.Part(_length, rank, _processes.Size);

    private static void Gather(Variable[] variables, Tensor to, long at)
    {
        foreach (var variable in variables)
        {
            FlatCopy.Run(variable, 0, to, at, variable.ElementCount);
            at += variable.ElementCount;
        }
    }

    private static Tensor View(Tensor flat, long at, Shape shape) => Tensor.ViewOf(flat.Memory, (nint)at, flat.Device, flat.ElementType, shape);
}
