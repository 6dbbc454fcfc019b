namespace NumericsCore;

/// <summary>The update equation of an optimizer as its options have it: what <see cref="Optimizer.Formula"/> shows and a trace works out. The bits of a step are the update rule's alone.</summary>
internal abstract class OptimizerEquation
{
    /// <summary>The optimizer by name, with what its options make of it.</summary>
    public abstract string Name { get; }

    /// <summary>The papers.</summary>
    public abstract IEnumerable<string> Sources { get; }

    /// <summary>The letter of what a schedule of the momentum changes.</summary>
    public virtual (string Text, string Latex) Momentum => ("μ", "\\mu");

    /// <summary>The hyper-parameters besides the learning rate, the weight decay and the clipping.</summary>
    public abstract IEnumerable<FormulaSetting> Settings();

    /// <summary>The lines after clipping and weight decay, θ last.</summary>
    public abstract IEnumerable<TracedLine> Lines();
}
