# The pod with a filter between its log and the world, for the mutation test of assess.sh: MUTANT_LOG is a sed script for every
# line, MUTANT_ENV one more variable of the process.
FROM inference-pod:ci
ENV MUTANT_LOG="" MUTANT_ENV="MUTANT=1"
ENTRYPOINT ["bash", "-c", "export \"$MUTANT_ENV\"; exec java -XX:AOTCache=/app/pod.aot -cp /app/inference-pod.jar io.inferencegateway.pod.Main > >(exec sed -u \"$MUTANT_LOG\")"]
