add_executable(mingjing-recorder
  export_desk.cpp recorder_answers.cpp recorder_config.cpp recorder_main.cpp recorder_node.cpp recorder_playback.cpp recorder_routes.cpp recorder_status.cpp recorder_trials.cpp
  sealed_opener.cpp)
target_link_libraries(mingjing-recorder PRIVATE video_record video_live center_net)
