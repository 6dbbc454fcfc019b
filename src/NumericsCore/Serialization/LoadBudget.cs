namespace NumericsCore;

/// <summary>What a model that is built for values from a file may take: no more than the file has for it. So a small file cannot ask for much memory.</summary>
/// <param name="file">The file, for messages.</param>
/// <param name="bytes">What its tensors take.</param>
internal sealed class LoadBudget(string file, long bytes)
{
    // beyond any sample of those who have so much memory
    private const long MaxSampleElements = 1L << 26;

    private long _left = bytes;

    /// <summary>Grants the memory of a parameter or buffer whose values come later; what is in it is not looked at.</summary>
    /// <param name="kind">What messages call it.</param>
    /// <param name="owner">The layer that makes it.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="elementType">Its elements.</param>
    /// <exception cref="ModelFileException">It takes more than is left.</exception>
    public void Take(string kind, Layer owner, string name, Shape shape, ElementType elementType)
    {
        if (shape.ElementCount > _left / elementType.ByteSize())
            throw new ModelFileException(file, $"{kind} '{LayerNames.Join(owner.Path, name)}' has shape {shape} by the settings of its layer, for which the file's tensors are too small");
        _left -= shape.ElementCount * elementType.ByteSize();
    }

    /// <exception cref="ModelFileException">A sample is larger than there is any.</exception>
    public void RequireSample(Shape shape)
    {
        if (shape.ElementCount > MaxSampleElements) throw new ModelFileException(file, $"inputShape is {shape}; expected at most {MaxSampleElements} elements");
    }
}
