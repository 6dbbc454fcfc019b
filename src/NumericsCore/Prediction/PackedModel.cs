using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// A chain of dense layers and activations on a CPU, planned once, and its weights in the order that the micro-kernels read: packed anew when the
/// version of a parameter is another. Several threads may run it at once.
/// </summary>
internal sealed unsafe class PackedModel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // rows beside which the time to pack the weights is small
    private const int RowsThatPay = 256;

    private readonly CpuBackend _cpu;
    private readonly ForwardPlan<T> _plan;
    private readonly nint _rowsPerSample;
    private readonly Dense?[] _layers;
    private readonly Parameter[] _parameters;
    private readonly Lock _packing = new();
    private volatile Packed? _packed;
    private volatile int[]? _asked;

    private PackedModel(Device device, CpuBackend cpu, ForwardPlanner planner, int? batchSize)
    {
        (Device, _cpu) = (device, cpu);
        _plan = new ForwardPlan<T>(cpu, planner.Make<T>(cpu.SimdBits), batchSize);
        _rowsPerSample = planner.RowsPerSample;
        _layers = [.. planner.Steps.Select(static step => step.Layer)];
        _parameters = ParametersOf(planner);
    }

    /// <summary>The plan of a built model; null if it is no such chain, or not on a CPU, or of other elements.</summary>
    public static PackedModel<T>? TryCreate(Model model, int? batchSize)
    {
        var planner = new ForwardPlanner(model.InputShape!.Value);
        if (!model.AddTo(planner) || ParametersOf(planner) is not [var first, ..] parameters || first.Device.Backend is not CpuBackend cpu) return null;
        foreach (var parameter in parameters)
            if (parameter.Device != first.Device || parameter.ElementType != ElementTypes.Of<T>()) return null;
        return new PackedModel<T>(first.Device, cpu, planner, batchSize);
    }

    /// <summary>The CPU that the model was planned for.</summary>
    public Device Device { get; }

    /// <summary>Whether to predict so many rows by packed weights: they are packed already, or the rows are many, or the weights are those of the last question.</summary>
    public bool PaysFor(int rows)
    {
        if (_packed is { } packed && IsCurrent(packed.Versions)) return true;
        if (rows >= RowsThatPay || (_asked is { } asked && IsCurrent(asked))) return true;
        _asked = Versions();
        return false;
    }

    /// <summary>Whether the model is where it was planned for.</summary>
    public bool IsInPlace
    {
        get
        {
            foreach (var parameter in _parameters)
                if (parameter.Device != Device) return false;
            return true;
        }
    }

    /// <summary>Predicts a number of samples; the memory does not overlap.</summary>
    /// <returns>False, and nothing was done, where the model has been moved to another device.</returns>
    public bool TryRun(ReadOnlySpan<T> samples, Span<T> result, int count)
    {
        fixed (T* x = samples, y = result) return TryRun(x, y, count);
    }

    /// <inheritdoc cref="TryRun(ReadOnlySpan{T}, Span{T}, int)"/>
    public bool TryRun(T* x, T* y, int count)
    {
        var packed = _packed;
        if (packed is null || !IsCurrent(packed.Versions))
        {
            if (!IsInPlace) return false;
            packed = Pack();
        }

        _plan.Run((T*)packed.Memory.Pointer, x, y, count * _rowsPerSample);
        GC.KeepAlive(packed);
        return true;
    }

    private static Parameter[] ParametersOf(ForwardPlanner planner) =>
        [.. planner.Steps.Where(static step => step.Layer is not null).SelectMany(static step => step.Layer!.Parameters).Distinct()];

    private int[] Versions() => Array.ConvertAll(_parameters, static parameter => parameter.Version);

    private bool IsCurrent(int[] versions)
    {
        for (int i = 0; i < _parameters.Length; i++)
            if (_parameters[i].Version != versions[i]) return false;
        return true;
    }

    /// <summary>Packs into memory of its own: other threads may still read what was packed before.</summary>
    private Packed Pack()
    {
        lock (_packing)
        {
            if (_packed is { } known && IsCurrent(known.Versions)) return known;
            // the versions first: what is assigned meanwhile shows at the next call
            int[] versions = Versions();
            var memory = (CpuMemory)_cpu.Allocate(_plan.PackedLength * sizeof(T));
            for (int i = 0; i < _layers.Length; i++)
            {
                if (_layers[i] is not { } layer) continue;
                T* bias = layer.Bias is { } added ? added.Elements<T>().Pointer() : null;
                _plan.Pack(i, layer.Weight!.Elements<T>().Pointer(), bias, (T*)memory.Pointer);
            }

            GC.KeepAlive(_parameters);
            return _packed = new Packed(memory, versions);
        }
    }

    /// <param name="Memory">All packed weights and biases.</param>
    /// <param name="Versions">Of the parameters they were packed from.</param>
    private sealed record Packed(CpuMemory Memory, int[] Versions);
}
