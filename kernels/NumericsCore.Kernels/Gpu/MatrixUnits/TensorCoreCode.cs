using ILGPU;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using ILGPU.IR.Values;
using RegisterAllocator = ILGPU.Backends.RegisterAllocator<ILGPU.Backends.PTX.PTXRegisterKind>;

namespace NumericsCore.Kernels;

/// <summary>
/// Writes the instructions of <see cref="TensorCoreMath"/> in PTX, on registers: the arguments of ILGPU's own inline assembly
/// would pass through local memory.
/// </summary>
internal static class TensorCoreCode
{
    private const string MultiplyAdd = "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32";

    /// <summary>Makes the instructions known to a context that is being built.</summary>
    public static void Register(Context.Builder builder)
    {
        var manager = builder.GetIntrinsicManager();
        Register(nameof(TensorCoreMath.Round), nameof(WriteRound));
        Register(nameof(TensorCoreMath.MultiplyAdd), nameof(WriteMultiplyAdd));

        void Register(string method, string writer) => manager.RegisterMethod(
            typeof(TensorCoreMath).GetMethod(method)!, new PTXIntrinsic(typeof(TensorCoreCode), writer, IntrinsicImplementationMode.GenerateCode));
    }

    private static void WriteRound(PTXBackend _, PTXCodeGenerator generator, Value value)
    {
        var argument = generator.LoadPrimitive(((MethodCall)value).Nodes[0]);
        // the result is a register of 32 bits without a type
        var rounded = generator.AllocateInt32Register();
        using (var command = generator.BeginCommand("cvt.rna.tf32.f32"))
        {
            command.AppendArgument(rounded);
            command.AppendArgument(argument);
        }

        Move(generator, generator.AllocateHardware(value), rounded);
        generator.FreeRegister(rounded);
    }

    private static void WriteMultiplyAdd(PTXBackend _, PTXCodeGenerator generator, Value value)
    {
        var arguments = ((MethodCall)value).Nodes.ToArray().Select(argument => generator.EnsureHardwareRegister(generator.LoadPrimitive(argument))).ToArray();
        var results = ((RegisterAllocator.CompoundRegister)generator.Allocate(value)).Children.Cast<RegisterAllocator.PrimitiveRegister>().ToArray();
        var operands = arguments.Take(6).Select(argument =>
        {
            var operand = generator.AllocateInt32Register();
            Move(generator, operand, argument);
            return operand;
        }).ToArray();
        using (var command = generator.BeginCommand(MultiplyAdd))
        {
            command.AppendVectorArgument(results);
            command.AppendVectorArgument([.. operands.Take(4)]);
            command.AppendVectorArgument([.. operands.Skip(4)]);
            command.AppendVectorArgument([.. arguments.Skip(6)]);
        }

        foreach (var operand in operands) generator.FreeRegister(operand);
    }

    private static void Move(PTXCodeGenerator generator, RegisterAllocator.PrimitiveRegister target, RegisterAllocator.PrimitiveRegister source)
    {
        using var command = generator.BeginCommand("mov.b32");
        command.AppendArgument(target);
        command.AppendArgument(source);
    }
}
