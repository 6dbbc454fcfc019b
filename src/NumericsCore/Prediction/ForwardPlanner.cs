using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>Collects what the layers of a model compute in inference, one after another; a layer that is no step of a chain says so, and the model is not planned.</summary>
/// <param name="sample">The shape of an input sample.</param>
internal sealed class ForwardPlanner(Shape sample)
{
    private readonly List<PlannedLayer> _steps = [];
    private Shape _sample = sample;

    /// <summary>The steps: a dense layer with what is applied to its sums, or an activation alone.</summary>
    public IReadOnlyList<PlannedLayer> Steps => _steps;

    /// <summary>Rows in a sample: the same before and after every step.</summary>
    public int RowsPerSample => checked((int)_sample.Product(0, _sample.Rank - 1));

    public bool AddDense(Dense dense)
    {
        if (_sample.Rank == 0 || dense.Weight is not { } weight || weight.Shape[0] != _sample[-1]) return false;
        _sample = _sample.With(-1, dense.Units);
        _steps.Add(new(dense, Activation.None, weight.Shape[0], dense.Units));
        return AddActivation(dense.Activation);
    }

    public bool AddActivation(Activation activation)
    {
        if (_sample.Rank == 0 || _sample.ElementCount == 0) return false;
        if (activation == Activation.None) return true;
        if (activation != Activation.Softmax && _steps is [.., { Layer: not null } last] && last.Activation == Activation.None) _steps[^1] = last with { Activation = activation };
        else _steps.Add(new(null, activation, _sample[-1], _sample[-1]));
        return true;
    }

    /// <summary>Behind a step, only samples that are one row may be flattened: others would be rows of another length.</summary>
    public bool AddFlatten()
    {
        if (_sample.Rank == 0 || (_steps.Count > 0 && _sample.ElementCount != _sample[-1])) return false;
        _sample = [checked((int)_sample.ElementCount)];
        return true;
    }

    /// <summary>The steps in vectors of the given width.</summary>
    public ForwardStep<T>[] Make<T>(int simdBits) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. _steps.Select(step => step.Layer is { } dense
            ? step.Activation.DenseStep<T>(step.Inputs, step.Outputs, dense.Bias is not null, simdBits)!
            : step.Activation.Step<T>(step.Inputs, simdBits))];
}

/// <summary>A step of a plan.</summary>
/// <param name="Layer">The dense layer; null for an activation alone.</param>
/// <param name="Activation">What is applied to the sums, or to the input.</param>
/// <param name="Inputs">Elements of a row before it.</param>
/// <param name="Outputs">Elements of a row after it.</param>
internal sealed record PlannedLayer(Dense? Layer, Activation Activation, int Inputs, int Outputs);
