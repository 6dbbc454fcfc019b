using System.Runtime.CompilerServices;
using System.Text;

namespace NumericsCore.Tests.Memory;

/// <summary>What a layer has, as text that two states of it can be compared by.</summary>
internal static class ModelState
{
    /// <summary>The values of parameters and buffers by their paths, and where dropout stands.</summary>
    public static string ValuesOf(Layer layer)
    {
        var text = new StringBuilder();
        foreach (var (path, variable) in layer.NamedVariables) text.AppendLine($"{path} {variable.ElementType} {variable.Shape} {BitsOf(variable)}");
        foreach (var dropout in AllOf(layer).OfType<Dropout>().Where(static dropout => dropout.IsBuilt)) text.AppendLine($"dropout {string.Join(' ', dropout.RandomState)}");
        return text.ToString();
    }

    /// <summary>Everything: the layers, whether they are built, and of each parameter the object itself, its place and its gradient.</summary>
    public static string Of(Layer layer)
    {
        var text = new StringBuilder(ValuesOf(layer));
        foreach (var each in AllOf(layer)) text.AppendLine($"{Name(each)} {each.IsBuilt} {each.InputShape} {each.OutputShape} {each.Seed}");
        foreach (var variable in layer.Variables) text.AppendLine($"{Name(variable)} {Name(variable.Device)} {Name(variable.Memory)} {variable.Version} {variable.IsAsInitialized}");
        foreach (var parameter in layer.Parameters)
            text.AppendLine($"{Name(parameter.Buffer)} {parameter.IsTrainable} {(parameter.Gradient is { } gradient ? BitsOf(gradient) : "no gradient")}");

        return text.ToString();
    }

    public static string BitsOf(Tensor tensor)
    {
        var bytes = new byte[tensor.ElementCount * tensor.ElementType.ByteSize()];
        tensor.CopyBytesTo(bytes);
        return Convert.ToHexString(bytes);
    }

    private static IEnumerable<Layer> AllOf(Layer layer) => layer.Children.SelectMany(AllOf).Prepend(layer);

    private static string Name(object? thing) => thing is null ? "nothing" : $"{thing.GetType().Name}:{RuntimeHelpers.GetHashCode(thing)}";
}
