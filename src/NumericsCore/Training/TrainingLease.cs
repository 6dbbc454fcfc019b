namespace NumericsCore;

/// <summary>Keeps a model's layers and its optimizer for one training at a time, until it is disposed.</summary>
internal sealed class TrainingLease : IDisposable
{
    private static readonly HashSet<object> s_taken = new(ReferenceEqualityComparer.Instance);

    private readonly HashSet<object> _mine = new(ReferenceEqualityComparer.Instance);

    /// <exception cref="InvalidOperationException">Another training has the model, a layer of it, or the optimizer.</exception>
    public TrainingLease(Model model, Optimizer optimizer)
    {
        Collect(model);
        _mine.Add(optimizer);
        lock (s_taken)
        {
            if (s_taken.Overlaps(_mine))
                throw new InvalidOperationException($"The {(s_taken.Contains(model) ? "model" : s_taken.Contains(optimizer) ? "optimizer" : "model shares a layer with one that")} is already training: a call of Fit has not ended. Train one after the other, or give each training a model and an optimizer of its own.");
            s_taken.UnionWith(_mine);
        }
    }

    public void Dispose()
    {
        lock (s_taken) s_taken.ExceptWith(_mine);
    }

    private void Collect(Layer layer)
    {
        if (!_mine.Add(layer)) return;
        foreach (var child in layer.Children) Collect(child);
    }
}
