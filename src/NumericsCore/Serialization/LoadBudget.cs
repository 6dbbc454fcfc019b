namespace NumericsCore;

/// <summary>What a model that is built for values from a file may take: no more than the file has for it. So a small file cannot ask for much memory.</summary>
/// <param name="file">The file, for messages.</param>
/// <param name="bytes">What its tensors take.</param>
internal sealed class LoadBudget(string file, long bytes)
{
    // beyond any sample of those who have so much memory
    private const long MaxSampleElements = 1L << 26;

    private long _left = bytes;

    /// <summary>A parameter for values that come later; its own are not looked at.</summary>
    /// <exception cref="ModelFileException">It takes more than is left.</exception>
    public Parameter Take(Layer owner, string name, Shape shape, ElementType elementType, Device device)
    {
        if (shape.ElementCount > _left / elementType.ByteSize())
            throw new ModelFileException(file, $"parameter '{LayerNames.Join(owner.Path, name)}' has shape {shape} by the settings of its layer, for which the file's tensors are too small");
        _left -= shape.ElementCount * elementType.ByteSize();
        return Parameter.Blank(device, elementType, shape, name, owner);
    }

    /// <exception cref="ModelFileException">A sample is larger than there is any.</exception>
    public void RequireSample(Shape shape)
    {
        if (shape.ElementCount > MaxSampleElements) throw new ModelFileException(file, $"inputShape is {shape}; expected at most {MaxSampleElements} elements");
    }
}
