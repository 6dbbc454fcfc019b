namespace NumericsCore;

public partial class Tensor
{
    /// <summary>The same elements on another device. The gradient travels back.</summary>
    [Operation]
    public Tensor To(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (device == Device) return this;
        var source = Device;
        var moved = ElementType == ElementType.Float32 ? From(ToArray<float>(), Shape, device) : From(ToArray<double>(), Shape, device);
        return moved.Track(nameof(To), [this], dy => [dy.To(source)]);
    }

    /// <summary>The elements converted to another type, rounded to nearest. The gradient is converted back.</summary>
    [Operation]
    public Tensor To(ElementType elementType)
    {
        if (ElementTypes.Checked(elementType) == ElementType) return this;
        var source = ElementType;
        var converted = elementType == ElementType.Float64
            ? From(ToDoubleArray(), Shape, Device)
            : From(Array.ConvertAll(ToArray<double>(), static value => (float)value), Shape, Device);
        return converted.Track(nameof(To), [this], dy => [dy.To(source)]);
    }

    /// <summary>The same elements in memory of their own.</summary>
    [Operation]
    public Tensor Copy()
    {
        var y = EmptyLike();
        y.CopyFrom(this);
        return y.Track(nameof(Copy), [this], static dy => [dy]);
    }

    /// <summary>Overwrites the elements with another tensor's of the same shape.</summary>
    internal void CopyFrom(Tensor source)
    {
        var strides = Broadcasting.Strides(Shape, Shape);
        Copy(source, 0, strides, this, 0, strides, Shape);
    }
}
